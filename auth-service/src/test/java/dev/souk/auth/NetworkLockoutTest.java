package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("5, 21: failed logins from one network")
class NetworkLockoutTest {
  private static final String WRONG = "wrong horse battery";
  private static final String NETWORK = "203.0.113.7";

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
    auth.redis.keys("souk:login*").forEach(auth.redis::del);
  }

  @AfterEach
  void userServiceWorksAgain() {
    auth.users.workAgain();
  }

  private static LoginRequest login(String email, String password) {
    return LoginRequest.newBuilder().setEmail(email).setPassword(password).build();
  }

  private static void guessFrom(String ipAddress) {
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () -> auth.from(ipAddress, "").login(login(AuthFixture.newEmail(), WRONG)));
  }

  /** As if so many logins from there had failed just now, with the last lock over. */
  private static void pretendFailures(String network, int failures) {
    auth.redis.hset(
        "souk:login-networks:" + network,
        Map.of(
            "failures",
            Integer.toString(failures),
            "asOf",
            Long.toString(System.currentTimeMillis())));
    auth.redis.hdel("souk:login-networks:" + network, "lockedUntil");
  }

  private static Duration lockOf(String ipAddress) {
    ApiException refusal =
        assertRefused(
            Reason.LOCKED_OUT,
            () -> auth.from(ipAddress, "").login(login(AuthFixture.newEmail(), WRONG)));
    return refusal.status().getDetailsList().stream()
        .filter(detail -> detail.is(RetryInfo.class))
        .map(NetworkLockoutTest::delay)
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

  @Test
  void a_hundred_for_as_many_accounts_lock_the_network_before_any_hashing() {
    pretendFailures(NETWORK, 90);
    for (int i = 0; i < 10; i++) {
      guessFrom(NETWORK);
    }
    int before = auth.users.verifications();
    assertThat(lockOf(NETWORK)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    assertThat(auth.users.verifications()).isEqualTo(before);
    guessFrom("203.0.113.8");
  }

  @Test
  void each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour() {
    pretendFailures(NETWORK, 103);
    guessFrom(NETWORK);
    assertThat(lockOf(NETWORK)).isBetween(Duration.ofMillis(8_001), Duration.ofSeconds(16));
    pretendFailures(NETWORK, 5_000);
    guessFrom(NETWORK);
    assertThat(lockOf(NETWORK)).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
  }

  @Test
  void one_is_forgiven_every_half_minute() {
    pretendFailures(NETWORK, 99);
    auth.redis.hset(
        "souk:login-networks:" + NETWORK,
        "asOf",
        Long.toString(System.currentTimeMillis() - Duration.ofMinutes(1).toMillis()));
    guessFrom(NETWORK);
    guessFrom(NETWORK);
    guessFrom(NETWORK);
    assertThat(lockOf(NETWORK)).isPositive();
  }

  @Test
  void a_success_of_the_attackers_own_resets_nothing() {
    String own = auth.register().getUser().getEmail();
    pretendFailures(NETWORK, 98);
    assertThat(auth.from(NETWORK, "").login(login(own, FakeUserService.PASSWORD)).hasUser())
        .isTrue();
    guessFrom(NETWORK);
    // The lock of a second that begins with this attempt ends with its success.
    assertThat(auth.from(NETWORK, "").login(login(own, FakeUserService.PASSWORD)).hasUser())
        .isTrue();
    guessFrom(NETWORK);
    assertThat(lockOf(NETWORK)).isPositive();
    assertRefused(
        Reason.LOCKED_OUT,
        () -> auth.from(NETWORK, "").login(login(own, FakeUserService.PASSWORD)));
  }

  @Test
  void neighbours_in_a_64_of_ipv6_are_one_and_others_are_not() {
    pretendFailures("2001:db8:1:2:0:0:0:0/64", 103);
    guessFrom("2001:db8:1:2::1");
    assertThat(lockOf("2001:db8:1:2:ffff::9")).isPositive();
    guessFrom("2001:db8:1:3::1");
  }

  @Test
  void an_ipv4_address_in_the_guise_of_an_ipv6_one_is_itself() {
    pretendFailures(NETWORK, 103);
    guessFrom(NETWORK);
    assertThat(lockOf("::ffff:" + NETWORK)).isPositive();
  }

  @Test
  void all_instances_share_the_count() {
    pretendFailures(NETWORK, 103);
    guessFrom(NETWORK);
    try (RunningServer other = AuthServer.start(auth.env())) {
      AuthServiceBlockingStub there =
          AuthServiceGrpc.newBlockingStub(
              TestIdentity.with(
                  auth.identity.anonymous(other.grpcPort()), Headers.CLIENT_ADDRESS, NETWORK));
      assertRefused(Reason.LOCKED_OUT, () -> there.login(login(AuthFixture.newEmail(), WRONG)));
    }
  }

  @Test
  void attempts_that_nobody_could_verify_and_locked_accounts_do_not_count() {
    pretendFailures(NETWORK, 98);
    auth.users.beOverloaded();
    for (int i = 0; i < 5; i++) {
      assertRefused(
          Reason.OVERLOADED,
          () -> auth.from(NETWORK, "").login(login(AuthFixture.newEmail(), WRONG)));
    }
    auth.users.workAgain();
    guessFrom(NETWORK);
  }

  @Test
  void attempts_at_once_cannot_outrun_the_count() throws Exception {
    pretendFailures(NETWORK, 95);
    int before = auth.users.verifications();
    List<String> outcomes =
        AuthFixture.atOnce(
            40, () -> auth.from(NETWORK, "").login(login(AuthFixture.newEmail(), WRONG)));
    assertThat(outcomes).containsOnly("INVALID_CREDENTIALS", "LOCKED_OUT");
    // Should the forty take longer than the lock of a second, one more gets through.
    assertThat(auth.users.verifications() - before).isBetween(5, 7);
  }
}
