package dev.souk.auth.domain;

/**
 * Makes an account, has a mail sent that verifies its address if it has one, and signs it in.
 *
 * <p>Errors: {@code EMAIL_TAKEN}, {@code PHONE_TAKEN}, {@code INVALID_FIELD}, {@code OVERLOADED}.
 */
public final class Register {
  private final Accounts accounts;
  private final RequestMail mails;
  private final OpenSession openSession;

  /** Makes accounts with user-service. */
  public Register(Accounts accounts, RequestMail mails, OpenSession openSession) {
    this.accounts = accounts;
    this.mails = mails;
    this.openSession = openSession;
  }

  /** The first session of the new account. */
  public Grant register(
      SignInName signInName,
      String password,
      String name,
      String deviceName,
      RequestOrigin origin) {
    Account account = accounts.create(signInName, password, name);
    mails.verification(account);
    return openSession.open(account, deviceName, origin);
  }
}
