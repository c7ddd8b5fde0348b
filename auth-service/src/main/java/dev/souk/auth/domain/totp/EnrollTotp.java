package dev.souk.auth.domain.totp;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Accounts;
import dev.souk.auth.domain.Sessions;
import dev.souk.kit.error.SignInErrors;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Begins a second factor. Who took over a session must not shut its owner out by that: it takes the
 * password, or a sign-in of just now (OWASP ASVS 5.0, 7.5.1).
 *
 * <p>Errors: {@code INVALID_CREDENTIALS}, {@code LOCKED_OUT}, {@code ILLEGAL_STATE}, {@code
 * OVERLOADED}.
 */
public final class EnrollTotp {
  private static final Duration JUST_NOW = Duration.ofMinutes(10);

  private final SecondFactors factors;
  private final Accounts accounts;
  private final Sessions sessions;
  private final CodeAttempts attempts;
  private final Clock clock;

  /** Enrols at user-service. */
  public EnrollTotp(
      SecondFactors factors,
      Accounts accounts,
      Sessions sessions,
      CodeAttempts attempts,
      Clock clock) {
    this.factors = factors;
    this.accounts = accounts;
    this.sessions = sessions;
    this.attempts = attempts;
    this.clock = clock;
  }

  /** What the app of the user needs. */
  public TotpSetup enroll(String userId, String sessionId, String password) {
    if (!password.isEmpty()) {
      Account account = accounts.byId(userId).orElseThrow(SignInErrors::invalidCredentials);
      return TotpSetup.of(
          attempts.at(account.signInName(), () -> factors.enroll(userId, Optional.of(password))));
    }
    if (!isJustOpened(sessionId)) {
      throw SignInErrors.invalidCredentials();
    }
    return TotpSetup.of(factors.enroll(userId, Optional.empty()));
  }

  private boolean isJustOpened(String sessionId) {
    return sessions
        .byId(sessionId)
        .filter(session -> clock.instant().isBefore(session.createTime().plus(JUST_NOW)))
        .isPresent();
  }
}
