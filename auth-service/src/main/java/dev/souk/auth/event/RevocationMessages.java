package dev.souk.auth.event;

import dev.souk.auth.domain.Revocation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Revocations as one instance tells them to the others: a line each, the session's id and the time
 * in milliseconds at which the last of its tokens ends.
 */
final class RevocationMessages {
  /** The channel of Redis. */
  static final String CHANNEL = "souk:revocations";

  private RevocationMessages() {}

  /** The message with these revocations. */
  static String format(List<Revocation> revocations) {
    return revocations.stream()
        .map(revocation -> revocation.sessionId() + " " + revocation.expireTime().toEpochMilli())
        .collect(Collectors.joining("\n"));
  }

  static List<Revocation> parse(String message) {
    return message.lines().map(RevocationMessages::parseLine).toList();
  }

  private static Revocation parseLine(String line) {
    int space = line.indexOf(' ');
    if (space < 0) {
      throw new IllegalArgumentException("not a revocation: " + line);
    }
    return new Revocation(
        line.substring(0, space), Instant.ofEpochMilli(Long.parseLong(line.substring(space + 1))));
  }
}
