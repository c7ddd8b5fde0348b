package dev.souk.auth.domain;

import dev.souk.kit.error.Errors;

/**
 * What somebody signs up or in with: one of two.
 *
 * @param email an e-mail address, or empty
 * @param phone a telephone number in E.164 form, or empty
 */
public record SignInName(String email, String phone) {
  /**
   * The one of the two that is given.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} for both, and for neither
   */
  public static SignInName of(String email, String phone) {
    if (email.isBlank() == phone.isBlank()) {
      throw Errors.invalid("email", "either this or phone must be given, and not both");
    }
    return new SignInName(email, phone);
  }

  /** As lock-outs know it. */
  String text() {
    return email.isBlank() ? phone : email;
  }

  @Override
  public String toString() {
    return "SignInName[...]";
  }
}
