package dev.souk.auth.domain.totp;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Accounts;
import dev.souk.auth.domain.MailPurpose;
import dev.souk.auth.domain.RequestMail;
import dev.souk.kit.error.SignInErrors;
import java.util.List;

/**
 * Switches a second factor on and off, and mails its owner that this was done.
 *
 * <p>Errors: {@code CODE_INVALID} or {@code INVALID_CREDENTIALS}, {@code ILLEGAL_STATE}, {@code
 * LOCKED_OUT}, {@code CONTENTION}, {@code OVERLOADED}.
 */
public final class SwitchTotp {
  private final SecondFactors factors;
  private final Accounts accounts;
  private final CodeAttempts attempts;
  private final RequestMail mails;

  /** Switches at user-service. */
  public SwitchTotp(
      SecondFactors factors, Accounts accounts, CodeAttempts attempts, RequestMail mails) {
    this.factors = factors;
    this.accounts = accounts;
    this.attempts = attempts;
    this.mails = mails;
  }

  /** Switches it on with a first code; the recovery codes. The given session stays. */
  public List<String> on(String userId, String code, String keptSession) {
    Account account = account(userId);
    List<String> recoveryCodes =
        attempts.atCodesOf(userId, () -> factors.confirm(userId, code, keptSession));
    mails.notice(MailPurpose.TOTP_ENABLED, account);
    return recoveryCodes;
  }

  /**
   * Switches it off with the password and a code; the given session stays. Each call is a guess at
   * both.
   */
  public void off(String userId, String password, String code, String keptSession) {
    Account account = account(userId);
    attempts.at(
        account.signInName(),
        () ->
            attempts.atCodesOf(
                userId,
                () -> {
                  factors.disable(userId, password, code, keptSession);
                  return userId;
                }));
    mails.notice(MailPurpose.TOTP_DISABLED, account);
  }

  private Account account(String userId) {
    return accounts.byId(userId).orElseThrow(SignInErrors::invalidCredentials);
  }
}
