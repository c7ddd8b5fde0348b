package dev.souk.user.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.FieldViolation;
import java.util.ArrayList;
import java.util.List;

/**
 * What people say about themselves, without surrounding space.
 *
 * @param name display name, 1 to 100 characters
 * @param phone E.164, or empty
 * @param marketing which advertising they agreed to
 */
public record Profile(String name, String phone, MarketingPreferences marketing) {
  /** The one of an account that is deleted. */
  public static final Profile NONE = named("");

  private static final int LONGEST_NAME = 100;

  /** Strips surrounding space. */
  public Profile {
    name = name.strip();
    phone = phone.strip();
  }

  /** The profile of somebody who said no more than a name. */
  public static Profile named(String name) {
    return new Profile(name, "", MarketingPreferences.NONE);
  }

  Profile withPhone(String phone) {
    return new Profile(name, phone, marketing);
  }

  /**
   * Lets a profile pass that users may give themselves.
   *
   * @param path where its fields are in the request, such as {@code user.}; may be empty
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} naming every wrong field
   */
  void verify(String path) {
    List<FieldViolation> violations = new ArrayList<>();
    if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
      violations.add(
          new FieldViolation(path + "name", "must have 1 to " + LONGEST_NAME + " characters"));
    }
    if (Text.hasControlCharacters(name)) {
      violations.add(new FieldViolation(path + "name", "must not have control characters"));
    }
    if (!phone.isEmpty() && !PhoneNumber.isValid(phone)) {
      violations.add(new FieldViolation(path + "phone", PhoneNumber.RULE));
    }
    if (!violations.isEmpty()) {
      throw Errors.invalid(violations);
    }
  }

  /** Leaves out what identifies somebody. */
  @Override
  public String toString() {
    return "Profile[...]";
  }
}
