package dev.souk.auth.domain;

import dev.souk.kit.error.Errors;

/**
 * Asks for the mails that go with a change of address: a token to the new one, and a notice to the
 * one of now.
 *
 * <p>Errors: {@code REAUTHENTICATION_REQUIRED}, {@code RESOURCE_NOT_FOUND}, {@code RATE_LIMITED}.
 */
public final class RequestEmailChange {
  private final RecentSignIn recentSignIn;
  private final Accounts accounts;
  private final MailLimits limits;
  private final RequestMail mails;

  /** Asks for mails to accounts of user-service. */
  public RequestEmailChange(
      RecentSignIn recentSignIn, Accounts accounts, MailLimits limits, RequestMail mails) {
    this.recentSignIn = recentSignIn;
    this.accounts = accounts;
    this.limits = limits;
    this.mails = mails;
  }

  /** Asks for them, in the session. */
  public void request(String userId, String sessionId, String email) {
    recentSignIn.require(userId, sessionId);
    Account account = accounts.byId(userId).orElseThrow(() -> Errors.notFound("user", userId));
    limits.requireRoom(MailPurpose.EMAIL_CHANGE, email, userId);
    mails.emailChange(email, userId);
    mails.notice(MailPurpose.EMAIL_CHANGE_ASKED, account);
  }
}
