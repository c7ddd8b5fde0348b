package dev.souk.auth.domain.phone;

import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.Accounts;
import dev.souk.auth.domain.MailLimits;
import dev.souk.auth.domain.MailPurpose;
import dev.souk.auth.domain.RequestMail;
import dev.souk.kit.error.Errors;

/**
 * Asks for a code to be sent to a telephone number. How many there may be, to the number and for
 * the account, bounds both the bill and the guesses: five tries at each of ten codes a day.
 *
 * <p>Errors: {@code INVALID_FIELD} without a number, {@code RATE_LIMITED}.
 */
public final class RequestPhoneCode {
  private final Accounts accounts;
  private final MailLimits limits;
  private final RequestMail mails;

  /** Asks for text messages. */
  public RequestPhoneCode(Accounts accounts, MailLimits limits, RequestMail mails) {
    this.accounts = accounts;
    this.limits = limits;
    this.mails = mails;
  }

  /** A code to the number, or to the account's own when it is empty. */
  public void request(String userId, String phone) {
    String number = phone.isEmpty() ? ownNumber(userId) : phone;
    limits.requireRoom(MailPurpose.PHONE_CODE, number, userId);
    mails.phoneCode(number, userId);
  }

  private String ownNumber(String userId) {
    return accounts
        .byId(userId)
        .map(Account::phone)
        .filter(number -> !number.isEmpty())
        .orElseThrow(() -> Errors.invalid("phone", "must be given: the account has none"));
  }
}
