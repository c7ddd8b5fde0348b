package dev.souk.user.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.kit.error.ApiException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("3: password policy")
class PasswordPolicyTest {
  private final PasswordPolicy policy = PasswordPolicy.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse",
        "        ",
        "zebra-77",
        "\uD83D\uDC0E\uD83D\uDC0E\uD83D\uDC0E\uD83D\uDC0E\uD83D\uDC0E\uD83D\uDC0E\uD83D\uDC0E\uD83D\uDC0F"
      })
  void passwords_of_eight_characters_of_any_kind_pass(String password) {
    assertThatCode(() -> policy.verify("password", password)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("wrongLengths")
  void length_counts_characters_not_code_units(String password) {
    assertRefused(password);
  }

  static String[] wrongLengths() {
    return new String[] {"", "seven77", "\uD83D\uDC0E".repeat(7), "x".repeat(129)};
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "PassWord1", "12345678", "qwertyuiop", "iloveyou"})
  void common_passwords_are_refused_in_any_case(String password) {
    assertRefused(password);
  }

  private void assertRefused(String password) {
    ApiException refusal =
        catchThrowableOfType(ApiException.class, () -> policy.verify("newPassword", password));
    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refusal.getMessage()).startsWith("newPassword: ");
  }
}
