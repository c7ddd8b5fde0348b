package dev.souk.auth.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;

/**
 * Signs a user in. The lock is asked before the password is hashed, which is expensive.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS}, {@code LOCKED_OUT}, {@code OVERLOADED}, {@code
 * CONTENTION}.
 */
public final class Login {
  private final LoginAttempts attempts;
  private final Accounts accounts;
  private final OpenSession openSession;

  /** Signs in to accounts of user-service. */
  public Login(LoginAttempts attempts, Accounts accounts, OpenSession openSession) {
    this.attempts = attempts;
    this.accounts = accounts;
    this.openSession = openSession;
  }

  /** A new session of the user with the e-mail address and the password. */
  public Grant login(String email, String password, String deviceName, RequestOrigin origin) {
    attempts.begin(email);
    Account account = verified(email, password);
    attempts.succeeded(email);
    return openSession.open(account, deviceName, origin);
  }

  private Account verified(String email, String password) {
    try {
      return accounts.verify(email, password);
    } catch (ApiException e) {
      if (!e.reason().equals(Reason.INVALID_CREDENTIALS.name())) {
        attempts.withdraw(email);
      }
      throw e;
    }
  }
}
