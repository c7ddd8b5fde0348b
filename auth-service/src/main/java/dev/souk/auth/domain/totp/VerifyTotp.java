package dev.souk.auth.domain.totp;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.AuditLog;
import dev.souk.auth.domain.Grant;
import dev.souk.auth.domain.LoginAttempts;
import dev.souk.auth.domain.OneTimeToken;
import dev.souk.auth.domain.OpenSession;
import dev.souk.auth.domain.RequestOrigin;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import java.time.Clock;

/**
 * Signs in with a second factor what began with a password.
 *
 * <p>The challenge outlives a wrong code, so that a slip of the finger does not ask for the
 * password again; codes are counted by account, however many challenges there are. It says which
 * version of the account had the password: another one may have another password.
 *
 * <p>Errors: {@code INVALID_CREDENTIALS} for a wrong code, a challenge that cannot be met and a
 * disabled account alike; {@code LOCKED_OUT}, {@code CONTENTION}.
 */
public final class VerifyTotp {
  private final LoginChallenges challenges;
  private final SecondFactors factors;
  private final CodeAttempts attempts;
  private final LoginAttempts logins;
  private final AuditLog audit;
  private final OpenSession openSession;
  private final Clock clock;

  /** Verifies at user-service. */
  public VerifyTotp(
      LoginChallenges challenges,
      SecondFactors factors,
      CodeAttempts attempts,
      LoginAttempts logins,
      AuditLog audit,
      OpenSession openSession,
      Clock clock) {
    this.challenges = challenges;
    this.factors = factors;
    this.attempts = attempts;
    this.logins = logins;
    this.audit = audit;
    this.openSession = openSession;
    this.clock = clock;
  }

  /**
   * A new session, and how its tokens go back.
   *
   * @param inCookies as the sign-in wanted it
   */
  public record Verified(Grant grant, boolean inCookies) {}

  /** The session that the challenged sign-in asked for. */
  public Verified verify(String challengeText, String code, RequestOrigin origin) {
    OneTimeToken token = new OneTimeToken(challengeText);
    LoginChallenge challenge =
        challenges.find(token, clock.instant()).orElseThrow(SignInErrors::invalidCredentials);
    Account account = verified(challenge.userId(), code);
    if (!challenges.take(token)) {
      throw SignInErrors.invalidCredentials();
    }
    if (!account.etag().equals(challenge.etag())) {
      throw Errors.contention("user");
    }
    logins.succeeded(account.signInName());
    WantedSession wanted = challenge.wanted();
    return new Verified(openSession.open(account, wanted.deviceName(), origin), wanted.inCookies());
  }

  private Account verified(String userId, String code) {
    try {
      return attempts.atCodesOf(userId, () -> factors.verify(userId, code));
    } catch (ApiException e) {
      audit.record(AuditEntry.refused("session.refused", e).on("user", userId));
      throw e;
    }
  }
}
