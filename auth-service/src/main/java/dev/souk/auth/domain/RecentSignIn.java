package dev.souk.auth.domain;

import dev.souk.kit.error.SignInErrors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Guards what could take an account away from its owner: a token alone, which may be stolen or left
 * behind, does not change it (OWASP ASVS 5.0, 7.5.1). Refreshing a session does not make it young.
 */
public final class RecentSignIn {
  private static final Duration LATELY = Duration.ofHours(1);

  private final Sessions sessions;
  private final Clock clock;

  /** Looks at when sessions began. */
  public RecentSignIn(Sessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * Refuses unless the user signed in to the session lately, and it goes on.
   *
   * @throws dev.souk.kit.error.ApiException {@code REAUTHENTICATION_REQUIRED}
   */
  void require(String userId, String sessionId) {
    Instant earliest = clock.instant().minus(LATELY);
    boolean isRecent =
        sessions
            .byId(sessionId)
            .filter(session -> session.isOf(userId) && session.endTime().isEmpty())
            .filter(session -> !session.createTime().isBefore(earliest))
            .isPresent();
    if (!isRecent) {
      throw SignInErrors.reauthenticationRequired();
    }
  }
}
