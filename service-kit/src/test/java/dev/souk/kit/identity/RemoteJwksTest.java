package dev.souk.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the published keys are asked for, and what holds while they cannot be. */
class RemoteJwksTest {
  private static final RSAPublicKey KEY = RsaKeys.publicOf(TestIdentity.newKey());

  private final Map<String, RSAPublicKey> published = new ConcurrentHashMap<>(Map.of("old", KEY));
  private final AtomicInteger reads = new AtomicInteger();
  private final ShiftedClock clock = new ShiftedClock();
  private volatile int status = 200;
  private HttpServer server;
  private RemoteJwks keys;

  @BeforeEach
  void publish() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            reads.incrementAndGet();
            byte[] body = Jwks.format(published).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    keys = new RemoteJwks(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), clock);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void assertNobodyCanTell(String kid) {
    assertThatThrownBy(() -> keys.find(kid))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal ->
                assertThat(refusal.reason()).isEqualTo(Reason.DEPENDENCY_UNAVAILABLE.name()));
  }

  @Test
  void a_new_key_is_found_when_it_is_first_named() {
    assertThat(keys.find("old")).contains(KEY);
    published.put("new", KEY);
    clock.advance(Duration.ofSeconds(10));
    assertThat(keys.find("new")).contains(KEY);
    assertThat(reads).hasValue(2);
  }

  @Test
  void made_up_key_ids_flood_nobody() {
    assertThat(keys.find("old")).contains(KEY);
    for (int i = 0; i < 100; i++) {
      assertThat(keys.find("made up " + i)).isEmpty();
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void known_keys_hold_while_they_cannot_be_read_and_others_are_not_called_unknown() {
    assertThat(keys.find("old")).contains(KEY);
    status = 503;
    clock.advance(Duration.ofMinutes(6));
    assertThat(keys.find("old")).contains(KEY);
    assertNobodyCanTell("new");
    int before = reads.get();
    assertNobodyCanTell("new");
    assertThat(reads).hasValue(before);

    status = 200;
    published.put("new", KEY);
    clock.advance(Duration.ofSeconds(1));
    assertThat(keys.find("new")).contains(KEY);
    assertThat(keys.find("made up")).isEmpty();
  }

  @Test
  void a_withdrawn_key_is_forgotten_within_five_minutes() {
    assertThat(keys.find("old")).contains(KEY);
    published.put("new", KEY);
    published.remove("old");
    assertThat(keys.find("old")).contains(KEY);
    clock.advance(Duration.ofMinutes(5).plusMillis(1));
    assertThat(keys.find("old")).isEmpty();
  }

  @Test
  void without_any_key_nobody_can_tell() {
    status = 503;
    assertNobodyCanTell("old");
    status = 200;
    assertThat(keys.find("old")).contains(KEY);
  }
}
