package dev.souk.auth.domain;

import java.util.Optional;

/**
 * What sessions tell of their user. Ended, and without that, they stay for as long as their tokens
 * have to be known as revoked.
 */
public final class SessionTraces implements PersonalData {
  private final EndSessions endSessions;
  private final Sessions sessions;

  /** The traces in these sessions. */
  public SessionTraces(EndSessions endSessions, Sessions sessions) {
    this.endSessions = endSessions;
    this.sessions = sessions;
  }

  @Override
  public void erase(ErasedUser user) {
    int _ = endSessions.allOf(user.userId(), Optional.empty());
    sessions.forgetDevices(user.userId());
  }
}
