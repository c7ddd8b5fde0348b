package dev.souk.auth.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * How long things last.
 *
 * @param accessToken an access token, from its issue
 * @param idle a refresh token that is not used, from its issue
 * @param absolute a session, from sign-in, however much it is used
 * @param grace how long a spent refresh token is answered with what it bought
 */
public record Lifetimes(Duration accessToken, Duration idle, Duration absolute, Duration grace) {
  /** How far the clocks of instances, services and the gateway may be apart. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** 10 minutes, 14 days, 90 days and 10 seconds. */
  public static Lifetimes standard() {
    return new Lifetimes(
        Duration.ofMinutes(10), Duration.ofDays(14), Duration.ofDays(90), Duration.ofSeconds(10));
  }

  /** When a refresh token ends that is issued now for a session that ends then. */
  Instant refreshTokenEnd(Instant now, Instant sessionEnd) {
    Instant idleEnd = now.plus(idle);
    return idleEnd.isBefore(sessionEnd) ? idleEnd : sessionEnd;
  }

  /** When the last access token of a session that ended then is sure to have ended too. */
  Instant revocationEnd(Instant sessionEnded) {
    return sessionEnded.plus(accessToken).plus(CLOCK_SKEW);
  }

  /** Sessions that ended before this time can have no living access token. */
  Instant oldestRevocation(Instant now) {
    return now.minus(accessToken).minus(CLOCK_SKEW);
  }
}
