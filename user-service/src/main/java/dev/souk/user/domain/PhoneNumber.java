package dev.souk.user.domain;

import java.util.regex.Pattern;

/** Telephone numbers in international form (ITU-T E.164, section 6): {@code +442071838750}. */
final class PhoneNumber {
  static final String RULE = "must be in E.164 form, such as +442071838750";
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private PhoneNumber() {}

  static boolean isValid(String text) {
    return E164.matcher(text).matches();
  }
}
