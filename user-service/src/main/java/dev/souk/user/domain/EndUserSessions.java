package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.Errors;
import java.util.Optional;

/**
 * Ends every session of an account at an administrator's wish.
 *
 * <p>Errors: {@code RESOURCE_NOT_FOUND}, {@code DEPENDENCY_UNAVAILABLE}.
 */
public final class EndUserSessions {
  private final Users users;
  private final UserSessions sessions;

  /** Ends sessions of the accounts in the given store. */
  public EndUserSessions(Users users, UserSessions sessions) {
    this.users = users;
    this.sessions = sessions;
  }

  /** Ends them. Repeating it changes nothing. */
  public void end(String userId) {
    User user = users.byId(userId).orElseThrow(() -> Errors.notFound("user", userId));
    users.note(user.id(), AuditEntry.done("user.sessions_ended").on("user", user.id()));
    sessions.endAll(user.id(), Optional.empty());
  }
}
