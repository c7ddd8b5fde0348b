package dev.souk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.IntrospectTokenRequest;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.ShiftedClock;
import dev.souk.kit.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the runbook in this module's README, with instances that roll one after another. */
@DisplayName("6: rotation of the signing key")
class KeyRotationTest {
  private static final RSAPrivateCrtKey OLD = TestIdentity.newKey();
  private static final RSAPrivateCrtKey NEXT = TestIdentity.newKey();
  private static final Duration CACHES_ARE_FRESH = Duration.ofMinutes(6);

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

  /** Settings of an instance that signs with one key and accepts others besides. */
  private static Map<String, String> keys(RSAPrivateCrtKey signing, RSAPrivateCrtKey... published)
      throws IOException {
    StringBuilder others = new StringBuilder();
    for (RSAPrivateCrtKey key : published) {
      others.append(TestIdentity.pem(RsaKeys.publicOf(key)));
    }
    Path files = Files.createTempDirectory(folder, "keys");
    Map<String, String> env = new HashMap<>(auth.env());
    env.put(
        "SOUK_SIGNING_KEY",
        Files.writeString(files.resolve("signing.pem"), TestIdentity.pem(signing)).toString());
    env.put(
        "SOUK_PUBLISHED_KEYS",
        Files.writeString(files.resolve("published.pem"), others).toString());
    return env;
  }

  private static String kid(RSAPrivateCrtKey key) {
    return RsaKeys.thumbprint(RsaKeys.publicOf(key));
  }

  private static String signedNow(RSAPrivateCrtKey key, Clock clock) {
    Instant now = clock.instant();
    return auth.identity
        .claims("usr_1", "ses_1", List.of())
        .withKeyId(kid(key))
        .withIssuedAt(now)
        .withExpiresAt(now.plusSeconds(60))
        .sign(Algorithm.RSA256(null, key));
  }

  private static void assertRefused(Reason reason, RollingInstances instances, String token) {
    assertThatThrownBy(() -> instances.verify(token))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason.name()));
  }

  @Test
  void no_request_is_refused_while_keys_rotate_and_old_tokens_live_to_their_end() throws Exception {
    ShiftedClock clock = new ShiftedClock();
    try (RollingInstances instances = new RollingInstances(auth, keys(OLD), clock)) {
      instances.roll(keys(OLD, NEXT));
      instances.pass(CACHES_ARE_FRESH);
      Session last = instances.signUp();
      assertThat(instances.kidsSeen()).containsExactly(kid(OLD));

      instances.roll(keys(NEXT, OLD));
      assertThat(instances.kidsSeen()).containsExactlyInAnyOrder(kid(OLD), kid(NEXT));
      instances.pass(Duration.ofMinutes(9));
      assertThat(JWT.decode(last.getAccessToken()).getKeyId()).isEqualTo(kid(OLD));
      assertThat(instances.verify(last.getAccessToken())).isEqualTo(last.getSessionId());
      instances.pass(Duration.ofMinutes(2));
      assertRefused(Reason.TOKEN_EXPIRED, instances, last.getAccessToken());

      assertThat(instances.verify(signedNow(OLD, clock))).isEqualTo("ses_1");
      instances.roll(keys(NEXT));
      instances.pass(CACHES_ARE_FRESH);
      assertRefused(Reason.TOKEN_INVALID, instances, signedNow(OLD, clock));
      assertThat(instances.verify(signedNow(NEXT, clock))).isEqualTo("ses_1");
    }
  }

  @Test
  void a_published_key_counts_for_introspection_before_it_signs_here_and_after() throws Exception {
    Session session = auth.register();
    String token =
        auth.identity
            .claims(session.getUser().getUserId(), session.getSessionId(), List.of())
            .withKeyId(kid(NEXT))
            .sign(Algorithm.RSA256(null, NEXT));
    try (RunningServer publishing = AuthServer.start(keys(OLD, NEXT));
        RunningServer withdrawn = AuthServer.start(keys(OLD))) {
      assertThat(isActive(publishing, token)).isTrue();
      assertThat(isActive(withdrawn, token)).isFalse();
    }
  }

  private static boolean isActive(RunningServer instance, String token) {
    return AuthServiceGrpc.newBlockingStub(
            auth.identity.service(instance.grpcPort(), "auth-service", "order-service"))
        .introspectToken(IntrospectTokenRequest.newBuilder().setToken(token).build())
        .getActive();
  }

  @Test
  void a_file_of_keys_that_cannot_be_read_stops_the_start() throws Exception {
    Map<String, String> env = keys(OLD);
    env.put("SOUK_PUBLISHED_KEYS", folder.resolve("absent.pem").toString());
    assertThatThrownBy(() -> AuthServer.start(env)).hasMessageContaining("absent.pem");
  }
}
