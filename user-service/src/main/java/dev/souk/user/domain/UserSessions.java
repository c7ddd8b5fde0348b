package dev.souk.user.domain;

import java.util.Optional;

/** The sessions of users, which auth-service owns. */
@FunctionalInterface
public interface UserSessions {
  /** Ends every session of the user but the one given. Repeating it changes nothing. */
  void endAll(String userId, Optional<String> except);
}
