package dev.souk.user.domain;

import java.time.Clock;
import java.time.Duration;

/** Ends the sessions that were opened before an account's rights or password changed. */
public final class OutdatedSessions {
  /** Until then the call that made the change is likely to be at it itself. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Users users;
  private final UserSessions sessions;
  private final Clock clock;

  /** Ends sessions of the accounts in the given store. */
  public OutdatedSessions(Users users, UserSessions sessions, Clock clock) {
    this.users = users;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Ends them for this account, if that has still to be done. */
  public void end(User user) {
    user.outdatingVersion()
        .ifPresent(version -> {
          sessions.endAll(user.id(), user.keptSession());
          users.sessionsEnded(user.id(), version);
        });
  }

  /** Ends them for every account where the call that made the change could not. */
  public void endForgotten() {
    users.withOutdatedSessions(clock.instant().minus(GRACE)).forEach(this::end);
  }
}
