package dev.souk.user.domain.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("22: codes of an authenticator app")
class TotpTest {
  private static final TotpSecret SECRET =
      new TotpSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
  private static final Instant NOW = Instant.ofEpochSecond(1_111_111_109L);
  private static final long NONE = -1;

  /** RFC 6238, appendix B, SHA-1: of its eight digits the last six. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codes_are_those_of_the_standard(long seconds, String code) {
    assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)))).isEqualTo(code);
  }

  /** RFC 4226, appendix D. */
  @Test
  void steps_count_like_the_counter_of_hotp() {
    assertThat(List.of(Totp.code(SECRET, 0), Totp.code(SECRET, 1), Totp.code(SECRET, 9)))
        .containsExactly("755224", "287082", "520489");
  }

  @Test
  void a_clock_may_be_one_step_away_and_no_more() {
    long step = Totp.step(NOW);
    for (long near : List.of(step - 1, step, step + 1)) {
      assertThat(Totp.match(SECRET, Totp.code(SECRET, near), NOW, NONE))
          .isEqualTo(OptionalLong.of(near));
    }
    for (long far : List.of(step - 2, step + 2)) {
      assertThat(Totp.match(SECRET, Totp.code(SECRET, far), NOW, NONE)).isEmpty();
    }
  }

  @Test
  void a_step_that_was_used_and_those_before_it_are_over() {
    long step = Totp.step(NOW);
    assertThat(Totp.match(SECRET, Totp.code(SECRET, step), NOW, step)).isEmpty();
    assertThat(Totp.match(SECRET, Totp.code(SECRET, step - 1), NOW, step)).isEmpty();
    assertThat(Totp.match(SECRET, Totp.code(SECRET, step + 1), NOW, step)).isPresent();
  }

  @Test
  void what_is_no_code_matches_nothing() {
    for (String wrong : List.of("", "81804", "0081804", "08180a", "０８１８０４")) {
      assertThat(Totp.match(SECRET, wrong, NOW, NONE)).isEmpty();
    }
  }

  @Test
  void recovery_codes_differ_and_are_read_as_people_write_them() {
    List<RecoveryCode> codes = RecoveryCode.random(new SecureRandom());
    assertThat(new HashSet<>(codes)).hasSize(10);
    assertThat(codes)
        .allSatisfy(code -> assertThat(code.text()).matches("([A-Z2-7]{6}-){3}[A-Z2-7]{6}"));
    RecoveryCode code = codes.getFirst();
    String sloppy = " " + code.text().toLowerCase(java.util.Locale.ROOT).replace("-", " ");
    assertThat(new RecoveryCode(sloppy).hash()).isEqualTo(code.hash());
    assertThat(codes.getLast().hash()).isNotEqualTo(code.hash());
  }
}
