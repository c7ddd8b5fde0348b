package dev.souk.auth.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Reason;

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

  /** Changes passwords at user-service. */
  public ChangePassword(LoginAttempts attempts, Accounts accounts) {
    this.attempts = attempts;
    this.accounts = accounts;
  }

  /** Changes it; the given session stays. */
  public void change(
      String userId, String currentPassword, String newPassword, String keptSession) {
    String email = accounts.byId(userId).orElseThrow(Errors::invalidCredentials).email();
    attempts.begin(email);
    try {
      accounts.changePassword(userId, currentPassword, newPassword, keptSession);
    } catch (ApiException e) {
      if (!e.reason().equals(Reason.INVALID_CREDENTIALS.name())) {
        attempts.withdraw(email);
      }
      throw e;
    }
    attempts.succeeded(email);
  }
}
