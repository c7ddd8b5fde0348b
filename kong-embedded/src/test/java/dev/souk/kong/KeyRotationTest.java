package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.user.v1.User;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 6: the gateway while the key that signs tokens is changed, with requests all the time. */
class KeyRotationTest {
  private static final int USERS = 2;
  private static final int REQUESTS_A_STEP = 20;

  private static final AtomicInteger users = new AtomicInteger();
  private static Shop shop;

  @BeforeAll
  static void open(@TempDir Path folder, @TempDir Path kong) throws IOException {
    KongFolder.changed(
        kong, "issuer: https://souk.local", "jwks_refresh: 1\nINDENTissuer: https://souk.local");
    shop = new Shop(folder, options -> options.withFolder(kong));
    shop.backend.answer(
        Shop.USER_SERVICE + "GetMe", call -> User.newBuilder().setUserId("usr_1").build());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /** A user's whom nobody else is: each has a rate limit of its own. */
  private static String token(String kid) {
    return shop.issuer.token(
        kid, "usr_" + users.incrementAndGet(), builder -> builder, "ROLE_CUSTOMER");
  }

  private static int status(String token) {
    return shop.get("/v1/users/me", token).statusCode();
  }

  /** Every worker reads the keys once a second. */
  private static void awaitReads() {
    int enough = shop.issuer.reads() + 6;
    await().atMost(Duration.ofSeconds(20)).until(() -> shop.issuer.reads() >= enough);
  }

  @Test
  void no_request_is_refused_and_a_token_ends_with_its_key_though_it_was_known() {
    String old = token("key-1");
    try (Requests requests = new Requests("key-1")) {
      requests.awaitMore();
      assertThat(status(old)).isEqualTo(200);

      shop.issuer.addKey("key-2");
      awaitReads();
      requests.signWith("key-2");
      requests.awaitMore();
      assertThat(status(old)).isEqualTo(200);

      shop.issuer.removeKey("key-1");
      awaitReads();
      requests.awaitMore();
      for (int i = 0; i < 8; i++) {
        assertThat(status(old)).isEqualTo(401);
      }
    }
  }

  /** Users who call all the time, each with a token of its own. */
  private static final class Requests implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Integer> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<String> kid;

    private Requests(String kid) {
      this.kid = new AtomicReference<>(kid);
      for (int i = 0; i < USERS; i++) {
        threads.execute(this::call);
      }
    }

    private void call() {
      while (!stopped.get()) {
        int status = status(token(kid.get()));
        if (status != 200) {
          refused.add(status);
        }
        answered.incrementAndGet();
      }
    }

    private void signWith(String other) {
      kid.set(other);
    }

    private void awaitMore() {
      int enough = answered.get() + REQUESTS_A_STEP;
      await().atMost(Duration.ofSeconds(20)).until(() -> answered.get() >= enough);
      assertThat(refused).isEmpty();
    }

    @Override
    public void close() {
      stopped.set(true);
      threads.close();
    }
  }
}
