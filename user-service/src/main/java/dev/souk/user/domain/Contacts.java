package dev.souk.user.domain;

/**
 * How a person is reached, and what of that is proven. The telephone number itself stands in the
 * {@link Profile}.
 *
 * @param email unique by its normalized form; {@link EmailAddress#NONE} where the account was made
 *     with a telephone number
 * @param emailVerified whether its owner has proven to receive mail there
 * @param pendingEmail the address that it becomes once that is proven, or {@link EmailAddress#NONE}
 * @param phoneSignsIn whether the number is unique and signs in: because it is proven, or because
 *     the account was made with it and nobody else has claimed it since
 * @param phoneVerified whether its owner has proven to receive text messages there
 */
public record Contacts(
    EmailAddress email,
    boolean emailVerified,
    EmailAddress pendingEmail,
    boolean phoneSignsIn,
    boolean phoneVerified) {

  /** Of nobody. */
  static final Contacts NONE =
      new Contacts(EmailAddress.NONE, false, EmailAddress.NONE, false, false);

  /** Of somebody who signed up with an e-mail address. */
  static Contacts by(EmailAddress email) {
    return new Contacts(email, false, EmailAddress.NONE, false, false);
  }

  /** Of somebody who signed up with a telephone number. */
  static Contacts byPhone() {
    return new Contacts(EmailAddress.NONE, false, EmailAddress.NONE, true, false);
  }

  Contacts withProvenEmail() {
    return new Contacts(email, true, pendingEmail, phoneSignsIn, phoneVerified);
  }

  /** The same address in other letters, as far as that is the same: {@code Ada@}, {@code ada@}. */
  Contacts withEmailWritten(EmailAddress written) {
    return new Contacts(written, emailVerified, pendingEmail, phoneSignsIn, phoneVerified);
  }

  Contacts withPendingEmail(EmailAddress pending) {
    return new Contacts(email, emailVerified, pending, phoneSignsIn, phoneVerified);
  }

  Contacts withPendingEmailProven() {
    return new Contacts(pendingEmail, true, EmailAddress.NONE, phoneSignsIn, phoneVerified);
  }

  Contacts withUnprovenPhone() {
    return new Contacts(email, emailVerified, pendingEmail, false, false);
  }

  Contacts withProvenPhone() {
    return new Contacts(email, emailVerified, pendingEmail, true, true);
  }
}
