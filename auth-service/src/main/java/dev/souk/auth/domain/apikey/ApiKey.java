package dev.souk.auth.domain.apikey;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * A key by which a program is known.
 *
 * @param id TypeID with prefix {@code key}
 * @param userId whose it is
 * @param kind what it is for
 * @param name what its owner calls it
 * @param scopes what may be done with it; none for a publishable one
 * @param ending by which its owner tells it from others
 * @param createTime when it was made
 * @param lastUsedTime when it was last used, nearly
 * @param expireTime when it expires, if it does
 * @param session in which it is used now
 * @param formerSession the one before, whose tokens may be alive
 */
public record ApiKey(
    String id,
    String userId,
    ApiKeyKind kind,
    String name,
    SortedSet<String> scopes,
    String ending,
    Instant createTime,
    Optional<Instant> lastUsedTime,
    Optional<Instant> expireTime,
    Optional<String> session,
    Optional<String> formerSession) {

  /** Whether it has not expired. */
  boolean isUsable(Instant now) {
    return expireTime.filter(end -> !now.isBefore(end)).isEmpty();
  }

  /** The sessions that may have living tokens. */
  Stream<String> sessions() {
    return Stream.concat(session.stream(), formerSession.stream());
  }
}
