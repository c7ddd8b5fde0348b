package dev.souk.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the documents say of one user's sessions, in as few words as possible. */
final class SessionModel {
  static final String OK = "OK";
  private static final Duration ACCESS = Duration.ofMinutes(10);
  private static final Duration IDLE = Duration.ofDays(14);
  private static final Duration ABSOLUTE = Duration.ofDays(90);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration REVOKED = Duration.ofMinutes(11);

  private final Clock clock;
  private final List<Line> lines = new ArrayList<>();
  private boolean disabled;

  SessionModel(Clock clock) {
    this.clock = clock;
  }

  /** A session and the line of its refresh tokens, the last of which alone can be spent. */
  static final class Line {
    final String id;
    final List<String> refreshTokens = new ArrayList<>();
    final Instant absoluteEnd;
    String accessToken = "";
    Instant issued;
    Instant accessIssued;
    @Nullable Instant ended;

    private Line(String id, Instant now) {
      this.id = id;
      this.issued = now;
      this.accessIssued = now;
      this.absoluteEnd = now.plus(ABSOLUTE);
    }

    private Instant refreshEnd() {
      Instant idleEnd = issued.plus(IDLE);
      return idleEnd.isBefore(absoluteEnd) ? idleEnd : absoluteEnd;
    }

    private boolean isLast(int token) {
      return token == refreshTokens.size() - 1;
    }

    private boolean isInGrace(int token, Instant now) {
      return token == refreshTokens.size() - 2 && now.isBefore(issued.plus(GRACE));
    }
  }

  List<Line> lines() {
    return lines;
  }

  boolean isDisabled() {
    return disabled;
  }

  /** A session that was opened, with its tokens. */
  void opened(String id, String accessToken, String refreshToken) {
    Line line = new Line(id, clock.instant());
    line.accessToken = accessToken;
    line.refreshTokens.add(refreshToken);
    lines.add(line);
  }

  /** How a refresh with the token must end; what it does to the session when it is refused. */
  String refreshing(Line line, int token) {
    Instant now = clock.instant();
    if (!line.isLast(token) && !line.isInGrace(token, now)) {
      end(line);
      return "REFRESH_REUSED";
    }
    if (line.ended != null) {
      return "TOKEN_REVOKED";
    }
    if (!now.isBefore(line.refreshEnd())) {
      return "TOKEN_EXPIRED";
    }
    if (disabled) {
      end(line);
      return "TOKEN_REVOKED";
    }
    return OK;
  }

  /** A refresh that succeeded: it must answer the next of the line, which one token buys once. */
  void refreshed(Line line, int token, String accessToken, String refreshToken) {
    line.accessToken = accessToken;
    if (line.isLast(token)) {
      line.issued = clock.instant();
      line.refreshTokens.add(refreshToken);
    } else if (!refreshToken.equals(line.refreshTokens.getLast())) {
      throw new AssertionError("a second line of refresh tokens in " + line.id);
    }
    line.accessIssued = clock.instant();
  }

  /** How a call with the session's last access token must end. */
  String using(Line line) {
    if (clock.instant().isAfter(line.accessIssued.plus(ACCESS))) {
      return "TOKEN_EXPIRED";
    }
    return line.ended == null ? OK : "TOKEN_REVOKED";
  }

  void end(Line line) {
    if (line.ended == null) {
      line.ended = clock.instant();
    }
  }

  void endAllBut(@Nullable Line kept) {
    lines.stream().filter(line -> line != kept).forEach(this::end);
  }

  void disable() {
    disabled = true;
    endAllBut(null);
  }

  /** Sessions that the user sees in the list. */
  List<String> living() {
    return lines.stream()
        .filter(line -> line.ended == null && clock.instant().isBefore(line.refreshEnd()))
        .map(line -> line.id)
        .toList();
  }

  /** Sessions whose access tokens must be refused, as they could be alive. */
  List<String> revoked() {
    return lines.stream()
        .filter(line -> line.ended != null && clock.instant().isBefore(line.ended.plus(REVOKED)))
        .map(line -> line.id)
        .toList();
  }
}
