package dev.souk.auth.domain;

/**
 * Signs a user in. The locks are asked before the password is hashed, which is expensive.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS}, {@code LOCKED_OUT}, {@code OVERLOADED}, {@code
 * CONTENTION}.
 */
public final class Login {
  private final SignInGuard guard;
  private final Accounts accounts;
  private final OpenSession openSession;

  /** Signs in to accounts of user-service. */
  public Login(SignInGuard guard, Accounts accounts, OpenSession openSession) {
    this.guard = guard;
    this.accounts = accounts;
    this.openSession = openSession;
  }

  /** A new session of the user with the e-mail address and the password. */
  public Grant login(String email, String password, String deviceName, RequestOrigin origin) {
    Account account = guard.attempt(email, origin, () -> accounts.verify(email, password));
    return openSession.open(account, deviceName, origin);
  }
}
