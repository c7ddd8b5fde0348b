package dev.souk.auth.domain;

import java.util.function.Predicate;

/** Whether a session is over, from the truth: this service need not follow its own stream. */
public final class EndedSessions implements Predicate<String> {
  private final Sessions sessions;

  /** Tells by the given sessions. */
  public EndedSessions(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public boolean test(String sessionId) {
    return sessions.byId(sessionId).flatMap(Session::endTime).isPresent();
  }
}
