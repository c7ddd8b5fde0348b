package dev.souk.auth.domain;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * Does what the token of a mail is good for, once. The token is taken out of use before, so that of
 * two uses at once one is refused, and put back when the use failed: a refused call changes
 * nothing, and one whose outcome is not known can be repeated.
 *
 * <p>Errors: {@code ONE_TIME_TOKEN_INVALID}, also for an account that has another address by now;
 * {@code INVALID_FIELD} for a password against the policy, {@code CONTENTION}, {@code OVERLOADED}.
 */
public final class UseToken {
  private final MailRequests requests;
  private final Accounts accounts;
  private final LoginAttempts attempts;
  private final Clock clock;

  /** Uses tokens for accounts of user-service. */
  public UseToken(MailRequests requests, Accounts accounts, LoginAttempts attempts, Clock clock) {
    this.requests = requests;
    this.accounts = accounts;
    this.attempts = attempts;
    this.clock = clock;
  }

  /** Sets a new password; a lock for failed logins is over, and other such tokens are void. */
  public void resetPassword(String token, String newPassword) {
    use(
        TokenPurpose.PASSWORD_RESET,
        token,
        mailed -> accounts.resetPassword(mailed.userId(), mailed.email(), newPassword));
  }

  /** Verifies the address that the token was mailed to. */
  public void verifyEmail(String token) {
    use(
        TokenPurpose.EMAIL_VERIFICATION,
        token,
        mailed -> accounts.verifyEmail(mailed.userId(), mailed.email()));
  }

  private void use(TokenPurpose purpose, String text, Consumer<MailedToken> action) {
    MailedToken token =
        requests
            .take(purpose, new OneTimeToken(text), clock.instant())
            .orElseThrow(Errors::oneTimeTokenInvalid);
    try {
      action.accept(token);
    } catch (ApiException e) {
      requests.giveBack(token);
      throw e;
    }
    if (purpose == TokenPurpose.PASSWORD_RESET) {
      attempts.succeeded(token.email());
    }
    requests.removeAllOf(purpose, token.userId());
  }
}
