package dev.souk.auth.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.SignInErrors;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Does what the token of a mail is good for, once. The token is taken out of use before, so that of
 * two uses at once one is refused, and put back when the use failed: a refused call changes
 * nothing, and one whose outcome is not known can be repeated.
 *
 * <p>Errors: {@code ONE_TIME_TOKEN_INVALID}, also for an account that has another address by now;
 * {@code EMAIL_TAKEN}; {@code INVALID_FIELD} for a password against the policy, {@code CONTENTION},
 * {@code OVERLOADED}.
 */
public final class UseToken {
  private final MailRequests requests;
  private final Accounts accounts;
  private final LoginAttempts attempts;
  private final RequestMail mails;
  private final Clock clock;

  /** Uses tokens for accounts of user-service. */
  public UseToken(
      MailRequests requests,
      Accounts accounts,
      LoginAttempts attempts,
      RequestMail mails,
      Clock clock) {
    this.requests = requests;
    this.accounts = accounts;
    this.attempts = attempts;
    this.mails = mails;
    this.clock = clock;
  }

  /** Sets a new password; a lock for failed logins is over, and other such tokens are void. */
  public void resetPassword(String token, String newPassword) {
    MailedToken used =
        use(
            Set.of(MailPurpose.PASSWORD_RESET),
            token,
            mailed -> accounts.resetPassword(mailed.userId(), mailed.email(), newPassword));
    attempts.succeeded(used.email());
    requests.removeAllOf(used.purpose(), used.userId());
  }

  /** Verifies the address that the token was mailed to, or gives the account that address. */
  public void verifyEmail(String token) {
    MailedToken used =
        use(
            Set.of(MailPurpose.EMAIL_VERIFICATION, MailPurpose.EMAIL_CHANGE),
            token,
            this::proveEmail);
    requests.removeAllOf(used.purpose(), used.userId());
  }

  private void proveEmail(MailedToken mailed) {
    if (mailed.purpose() == MailPurpose.EMAIL_VERIFICATION) {
      accounts.verifyEmail(mailed.userId(), mailed.email());
      return;
    }
    Account before = accounts.byId(mailed.userId()).orElseThrow(SignInErrors::oneTimeTokenInvalid);
    accounts.changeEmail(mailed.userId(), mailed.email());
    if (!before.email().equalsIgnoreCase(mailed.email())) {
      // What was mailed to the address of before must not count should it come back.
      requests.removeAllOf(MailPurpose.PASSWORD_RESET, mailed.userId());
      requests.removeAllOf(MailPurpose.EMAIL_VERIFICATION, mailed.userId());
      mails.notice(MailPurpose.EMAIL_CHANGED, before);
    }
  }

  private MailedToken use(Set<MailPurpose> purposes, String text, Consumer<MailedToken> action) {
    MailedToken token =
        requests
            .take(purposes, new OneTimeToken(text), clock.instant())
            .orElseThrow(SignInErrors::oneTimeTokenInvalid);
    try {
      action.accept(token);
    } catch (ApiException e) {
      requests.giveBack(token);
      throw e;
    }
    return token;
  }
}
