package dev.souk.auth.domain;

import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.error.SignInErrors;

/**
 * Replaces a user's password, and has all sessions of the user ended but the current one.
 *
 * <p>Who took over a session must not find out the password by trying, so each call is an attempt
 * like those of {@link Login}, begun before anything is hashed.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS}, {@code LOCKED_OUT}, {@code INVALID_FIELD}, {@code
 * CONTENTION}, {@code OVERLOADED}.
 */
public final class ChangePassword {
  private final LoginAttempts attempts;
  private final Accounts accounts;
  private final AuditLog audit;

  /** Changes passwords at user-service. */
  public ChangePassword(LoginAttempts attempts, Accounts accounts, AuditLog audit) {
    this.attempts = attempts;
    this.accounts = accounts;
    this.audit = audit;
  }

  /** Changes it; the given session stays. */
  public void change(
      String userId, String currentPassword, String newPassword, String keptSession) {
    String name = accounts.byId(userId).orElseThrow(SignInErrors::invalidCredentials).signInName();
    attempts.begin(name);
    try {
      accounts.changePassword(userId, currentPassword, newPassword, keptSession);
    } catch (ApiException e) {
      if (!e.reason().equals(Reason.INVALID_CREDENTIALS.name())) {
        attempts.withdraw(name);
      }
      audit.record(AuditEntry.refused("password.change_refused", e).on("user", userId));
      throw e;
    }
    attempts.succeeded(name);
  }
}
