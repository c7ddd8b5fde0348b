package dev.souk.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.algorithms.Algorithm;
import com.sun.net.httpserver.HttpServer;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.ShiftedClock;
import dev.souk.kit.testing.TestIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is still asked of a token that was verified before. */
class UserTokensTest {
  @TempDir Path folder;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final ShiftedClock clock = new ShiftedClock();
  private TestIdentity identity;
  private UserTokens tokens;
  private String token;

  @BeforeEach
  void verifyOnce() throws IOException {
    identity = new TestIdentity(folder);
    tokens = verifier(identity.jwksUri());
    token = identity.sessionToken("usr_1", "ses_1", "ROLE_SELLER");
    assertThat(tokens.verify(token).userId()).isEqualTo("usr_1");
  }

  private UserTokens verifier(String jwksUri) {
    RemoteJwks keys = new RemoteJwks(URI.create(jwksUri), clock);
    return new UserTokens(keys, "https://souk.local", "souk", revoked::contains, clock);
  }

  @AfterEach
  void stop() {
    identity.close();
  }

  @Test
  void it_says_the_same_again() {
    Identity again = tokens.verify(token);
    assertThat(again.userId()).isEqualTo("usr_1");
    assertThat(again.sessionId()).isEqualTo("ses_1");
    assertThat(again.roles()).containsExactly("ROLE_SELLER");
  }

  @Test
  void it_ends_when_it_expires() {
    clock.advance(Duration.ofMinutes(11));
    assertRefused(Reason.TOKEN_EXPIRED, tokens, token);
  }

  @Test
  void it_ends_with_its_session() {
    revoked.add("ses_1");
    assertRefused(Reason.TOKEN_REVOKED, tokens, token);
  }

  @Test
  void it_lends_its_soundness_to_no_other_signature() {
    String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
    assertRefused(Reason.TOKEN_INVALID, tokens, unsigned);
    assertRefused(Reason.TOKEN_INVALID, tokens, unsigned + "AAAA");
  }

  @Test
  void it_ends_when_its_key_is_withdrawn() throws IOException {
    Map<String, RSAPublicKey> published = new ConcurrentHashMap<>();
    RSAPrivateCrtKey key = TestIdentity.newKey();
    published.put("old", RsaKeys.publicOf(key));
    HttpServer jwks = publish(published);
    try {
      UserTokens verifier = verifier("http://127.0.0.1:" + jwks.getAddress().getPort() + "/");
      String signed =
          identity
              .claims("usr_1", "ses_1", List.of())
              .withKeyId("old")
              .sign(Algorithm.RSA256(null, key));
      assertThat(verifier.verify(signed).userId()).isEqualTo("usr_1");
      published.put("new", RsaKeys.publicOf(TestIdentity.newKey()));
      published.remove("old");
      clock.advance(Duration.ofMinutes(6));
      assertRefused(Reason.TOKEN_INVALID, verifier, signed);
    } finally {
      jwks.stop(0);
    }
  }

  private static HttpServer publish(Map<String, RSAPublicKey> keys) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = Jwks.format(keys).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }

  private static void assertRefused(Reason reason, UserTokens verifier, String refused) {
    assertThatThrownBy(() -> verifier.verify(refused))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason.name()));
  }
}
