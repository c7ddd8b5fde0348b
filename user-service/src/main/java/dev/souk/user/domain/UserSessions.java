package dev.souk.user.domain;

/** The sessions of users, which auth-service owns. */
@FunctionalInterface
public interface UserSessions {
  /** Ends every session of the user. Repeating it changes nothing. */
  void endAll(String userId);
}
