package dev.souk.auth.domain;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The sessions in which a user is signed in. */
public final class ListSessions {
  private final Sessions sessions;
  private final Clock clock;

  /** Lists sessions of the given store. */
  public ListSessions(Sessions sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * A page of them, newest first.
   *
   * @param after id of the last session of the page before, if there was one
   */
  public List<Session> page(String userId, Optional<String> after, int limit) {
    return sessions.activeOf(userId, after, limit, clock.instant());
  }
}
