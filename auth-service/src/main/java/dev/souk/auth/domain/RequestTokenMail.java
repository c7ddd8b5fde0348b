package dev.souk.auth.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.time.Clock;

/** Asks for mails with tokens; {@link SendTokenMails} sends them. */
public final class RequestTokenMail {
  private final MailRequests requests;
  private final Accounts accounts;
  private final Ids ids;
  private final Clock clock;

  /** Keeps what is asked for in the given store. */
  public RequestTokenMail(MailRequests requests, Accounts accounts, Ids ids, Clock clock) {
    this.requests = requests;
    this.accounts = accounts;
    this.ids = ids;
    this.clock = clock;
  }

  /** A mail that sets a new password, if an account has the address: that is not looked up here. */
  public void passwordReset(String email) {
    if (!email.isBlank()) {
      add(TokenPurpose.PASSWORD_RESET, email);
    }
  }

  /** A mail that verifies the address of a new account. */
  public void verification(Account account) {
    add(TokenPurpose.EMAIL_VERIFICATION, account.email());
  }

  /** A mail that verifies the address of the user, once more. */
  public void verificationOf(String userId) {
    verification(accounts.byId(userId).orElseThrow(() -> Errors.notFound("user", userId)));
  }

  private void add(TokenPurpose purpose, String email) {
    requests.add(ids.next("mrq"), purpose, email, clock.instant());
  }
}
