package dev.souk.user.domain;

import dev.souk.kit.error.Errors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords can be set: of 8 to 128 characters (Unicode code points) of any kind, and none of
 * the common ones in whatever case. No rules of composition (NIST SP 800-63B, section 3.1.1.2).
 */
public final class PasswordPolicy {
  private static final int MIN_LENGTH = 8;
  private static final int MAX_LENGTH = 128;

  private final Set<String> common;

  private PasswordPolicy(Set<String> common) {
    this.common = common;
  }

  /** The policy with the list of common passwords that comes with the service. */
  public static PasswordPolicy standard() {
    try (InputStream list = PasswordPolicy.class.getResourceAsStream("common-passwords.txt")) {
      if (list == null) {
        throw new IllegalStateException("common-passwords.txt is not on the classpath");
      }
      return new PasswordPolicy(
          new String(list.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the list of common passwords", e);
    }
  }

  /**
   * Lets the password pass.
   *
   * @param field what callers know it as, such as {@code newPassword}
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} when it does not follow the
   *     policy
   */
  public void verify(String field, String password) {
    int length = password.codePointCount(0, password.length());
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw Errors.invalid(field, "must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters");
    }
    if (common.contains(password.toLowerCase(Locale.ROOT))) {
      throw Errors.invalid(field, "must not be one that many people use");
    }
  }
}
