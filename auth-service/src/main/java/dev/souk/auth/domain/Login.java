package dev.souk.auth.domain;

import dev.souk.auth.domain.totp.ChallengeSecondFactor;
import dev.souk.auth.domain.totp.WantedSession;

/**
 * Signs a user in. The locks are asked before the password is hashed, which is expensive.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS}, {@code TOTP_REQUIRED}, {@code LOCKED_OUT}, {@code
 * OVERLOADED}, {@code CONTENTION}.
 */
public final class Login {
  private final SignInGuard guard;
  private final Accounts accounts;
  private final ChallengeSecondFactor challenge;
  private final OpenSession openSession;

  /** Signs in to accounts of user-service. */
  public Login(
      SignInGuard guard,
      Accounts accounts,
      ChallengeSecondFactor challenge,
      OpenSession openSession) {
    this.guard = guard;
    this.accounts = accounts;
    this.challenge = challenge;
    this.openSession = openSession;
  }

  /** A new session of the user with the name and the password, if that is all it takes. */
  public Grant login(
      SignInName signInName, String password, WantedSession wanted, RequestOrigin origin) {
    Account account =
        guard.attempt(
            signInName.text(),
            origin,
            () -> challenge.unlessNeeded(accounts.verify(signInName, password), wanted));
    return openSession.open(account, wanted.deviceName(), origin);
  }
}
