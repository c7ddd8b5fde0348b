package dev.souk.auth.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.time.Clock;

/** Asks for mails; {@link SendMails} sends them. */
public final class RequestMail {
  private static final String NOBODY_KNOWN = "";

  private final MailRequests requests;
  private final Accounts accounts;
  private final Ids ids;
  private final Clock clock;

  /** Keeps what is asked for in the given store. */
  public RequestMail(MailRequests requests, Accounts accounts, Ids ids, Clock clock) {
    this.requests = requests;
    this.accounts = accounts;
    this.ids = ids;
    this.clock = clock;
  }

  /** A mail that sets a new password, if an account has the address: that is not looked up here. */
  public void passwordReset(String email) {
    add(MailPurpose.PASSWORD_RESET, email, NOBODY_KNOWN);
  }

  /** A mail that verifies the address of a new account, if it has one. */
  public void verification(Account account) {
    add(MailPurpose.EMAIL_VERIFICATION, account.email(), NOBODY_KNOWN);
  }

  /** A mail that verifies the address of the user, once more, unless it is verified. */
  public void verificationOf(String userId) {
    verification(accounts.byId(userId).orElseThrow(() -> Errors.notFound("user", userId)));
  }

  /** A mail that gives the user's account the address that it is sent to. */
  void emailChange(String email, String userId) {
    add(MailPurpose.EMAIL_CHANGE, email, userId);
  }

  /** A text message with a code that proves the number. */
  public void phoneCode(String phone, String userId) {
    add(MailPurpose.PHONE_CODE, phone, userId);
  }

  /** A mail that tells what was done, to the address that the account had then, if it had one. */
  public void notice(MailPurpose purpose, Account account) {
    add(purpose, account.email(), account.id());
  }

  private void add(MailPurpose purpose, String address, String userId) {
    if (!address.isBlank()) {
      requests.add(ids.next("mrq"), purpose, address, userId, clock.instant());
    }
  }
}
