package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("21: failed logins")
class LockoutTest {
  private static final String WRONG = "wrong horse battery";

  @TempDir static Path folder;
  private static AuthFixture auth;

  @BeforeAll
  static void start() throws Exception {
    auth = new AuthFixture(folder);
  }

  @AfterAll
  static void stop() {
    auth.close();
  }

  @BeforeEach
  void forgetFailures() {
    auth.redis.keys("souk:logins:*").forEach(auth.redis::del);
  }

  @AfterEach
  void userServiceWorksAgain() {
    auth.users.workAgain();
  }

  private static void failTimes(int times, String email) {
    for (int i = 0; i < times; i++) {
      assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, WRONG));
    }
  }

  private static Duration lockOf(String email) {
    ApiException refusal =
        assertRefused(Reason.LOCKED_OUT, () -> auth.login(email, FakeUserService.PASSWORD));
    return refusal.status().getDetailsList().stream()
        .filter(detail -> detail.is(RetryInfo.class))
        .map(LockoutTest::delay)
        .findFirst()
        .orElseThrow();
  }

  private static Duration delay(Any detail) {
    try {
      return Duration.ofMillis(Durations.toMillis(detail.unpack(RetryInfo.class).getRetryDelay()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** As if the account had failed so often, with the last lock over. */
  private static void pretendFailures(int failures) {
    String key = auth.redis.keys("souk:logins:*").iterator().next();
    auth.redis.hset(key, "failures", Integer.toString(failures));
    auth.redis.hdel(key, "lockedUntil");
  }

  @Test
  void the_tenth_in_a_row_locks_for_a_second_before_any_hashing() {
    String email = auth.register().getUser().getEmail();
    failTimes(10, email);
    int before = auth.users.verifications();
    assertThat(lockOf(email)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    assertThat(lockOf(email.toUpperCase(Locale.ROOT))).isPositive();
    assertThat(auth.users.verifications()).isEqualTo(before);
    await()
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .atMost(Duration.ofSeconds(5))
        .until(() -> auth.login(email, FakeUserService.PASSWORD).hasUser());
    failTimes(9, email);
  }

  @Test
  void an_address_without_account_locks_just_the_same() {
    failTimes(10, "nobody@example.com");
    assertThat(lockOf("nobody@example.com")).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
  }

  @Test
  void each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour() {
    String email = auth.register().getUser().getEmail();
    failTimes(1, email);
    pretendFailures(11);
    failTimes(1, email);
    assertThat(lockOf(email)).isBetween(Duration.ofMillis(2_001), Duration.ofSeconds(4));
    for (int failures : List.of(30, 5_000)) {
      pretendFailures(failures);
      failTimes(1, email);
      assertThat(lockOf(email)).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
    }
  }

  @Test
  void the_right_password_begins_the_count_anew() {
    String email = auth.register().getUser().getEmail();
    failTimes(9, email);
    assertThat(auth.login(email, FakeUserService.PASSWORD).hasUser()).isTrue();
    failTimes(9, email);
    assertThat(auth.login(email, FakeUserService.PASSWORD).hasUser()).isTrue();
  }

  @Test
  void attempts_at_once_cannot_outrun_the_count() throws Exception {
    String email = auth.register().getUser().getEmail();
    int before = auth.users.verifications();
    List<String> outcomes = AuthFixture.atOnce(40, () -> auth.login(email, WRONG));
    assertThat(outcomes).containsOnly("INVALID_CREDENTIALS", "LOCKED_OUT");
    // Should the forty take longer than the lock of a second, one more gets through.
    assertThat(auth.users.verifications() - before).isBetween(10, 12);
  }

  @Test
  void attempts_that_nobody_could_verify_do_not_count() {
    String email = auth.register().getUser().getEmail();
    failTimes(9, email);
    auth.users.beOverloaded();
    for (int i = 0; i < 5; i++) {
      assertRefused(Reason.OVERLOADED, () -> auth.login(email, WRONG));
    }
    auth.users.goAway();
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> auth.login(email, WRONG));
    auth.users.workAgain();
    assertThat(auth.login(email, FakeUserService.PASSWORD).hasUser()).isTrue();
  }

  @Test
  void redis_never_learns_an_address() {
    String email = auth.register().getUser().getEmail();
    failTimes(1, email);
    assertThat(auth.redis.keys("souk:logins:*"))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(key).doesNotContain("@").doesNotContain("user"));
  }
}
