package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.product.v1.Product;
import dev.souk.user.v1.User;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway does while something behind it is away. */
class DegradedTest {
  /** The port of tcpmux, which nobody serves any more. */
  private static final String NOBODY = "127.0.0.1:1";

  @TempDir Path folder;

  @Test
  void without_redis_reads_go_on_and_writes_are_refused() throws IOException {
    try (Shop shop = shop()) {
      String token = shop.issuer.token("usr_1", "ROLE_SELLER");
      assertThat(shop.get("/v1/users/me", token).statusCode()).isEqualTo(200);
      shop.redis.close();

      HttpResponse<String> read = shop.get("/v1/users/me", token);
      HttpResponse<String> write =
          shop.send(
              shop.request("/v1/products")
                  .header("authorization", "Bearer " + token)
                  .header("content-type", "application/json")
                  .POST(BodyPublishers.ofString("{}")));

      assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
      assertThat(write.statusCode()).as(write.body()).isEqualTo(503);
      assertThat(write.body())
          .contains("\"status\":\"UNAVAILABLE\"", "\"reason\":\"DEPENDENCY_UNAVAILABLE\"");
    }
  }

  @Test
  void known_keys_outlive_their_issuer() throws IOException {
    try (Shop shop = shop()) {
      // Both workers read the keys.
      for (int i = 0; i < 8; i++) {
        assertThat(shop.get("/v1/users/me", shop.issuer.token("usr_" + i)).statusCode())
            .isEqualTo(200);
      }
      shop.issuer.close();

      for (int i = 0; i < 8; i++) {
        assertThat(shop.get("/v1/users/me", shop.issuer.token("usr_late" + i)).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void without_any_key_users_methods_are_unavailable_and_public_ones_go_on() throws IOException {
    try (Shop shop = shop(options -> options.withAddress("auth-service:9002", NOBODY))) {
      String token = shop.issuer.token("usr_1");

      assertThat(shop.get("/v1/users/me", token).statusCode()).isEqualTo(503);
      assertThat(shop.get("/v1/products/prd_1", token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_service_that_is_down_is_unavailable_and_used_again_once_it_is_back() throws IOException {
    try (Shop shop = shop()) {
      int port = shop.backend.port();
      assertThat(shop.get("/v1/products/prd_1").statusCode()).isEqualTo(200);
      shop.backend.close();

      HttpResponse<String> down = shop.get("/v1/products/prd_1");
      assertThat(down.statusCode()).isEqualTo(503);
      assertThat(down.body())
          .contains("\"status\":\"UNAVAILABLE\"", "\"reason\":\"UPSTREAM_UNAVAILABLE\"");

      try (Backend back = new Backend(port)) {
        back.answer(Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> shop.get("/v1/products/prd_1").statusCode() == 200);
      }
    }
  }

  @Test
  void a_service_that_answers_no_health_check_is_left_out_until_it_does() throws IOException {
    try (Shop shop = shop()) {
      int port = shop.health.port();
      shop.health.close();

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> shop.get("/v1/products/prd_1").statusCode() == 503);
      int calls = shop.backend.callCount();
      assertThat(shop.get("/v1/products/prd_1").body())
          .contains("\"reason\":\"UPSTREAM_UNAVAILABLE\"");
      assertThat(shop.backend.callCount()).isEqualTo(calls);

      try (HealthPort back = new HealthPort(port)) {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> shop.get("/v1/products/prd_1").statusCode() == 200);
        assertThat(back.checks()).isPositive();
      }
    }
  }

  @Test
  void a_service_that_is_not_ready_is_still_asked_when_there_is_no_other() throws IOException {
    try (Shop shop = shop()) {
      shop.health.answer(503);
      int before = shop.health.checks();
      // Five services are watched, and two misses in a row count.
      await().atMost(Duration.ofSeconds(30)).until(() -> shop.health.checks() >= before + 20);

      assertThat(shop.get("/v1/products/prd_1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void requests_that_wait_for_a_service_do_not_hold_up_others() throws Exception {
    try (Shop shop = shop();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch waiting = new CountDownLatch(16);
      shop.backend.answer(
          Shop.USER_SERVICE + "GetMe",
          call -> {
            waiting.countDown();
            try {
              assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return User.getDefaultInstance();
          });
      List<Future<HttpResponse<String>>> slow = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String token = shop.issuer.token("usr_" + i);
        slow.add(clients.submit(() -> shop.get("/v1/users/me", token)));
      }
      assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(shop.get("/v1/products/prd_1").statusCode()).isEqualTo(200);

      release.countDown();
      for (Future<HttpResponse<String>> answer : slow) {
        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
    }
  }

  private Shop shop() throws IOException {
    return shop(options -> options);
  }

  private Shop shop(UnaryOperator<GatewayOptions> change) throws IOException {
    Shop shop = new Shop(folder, change);
    shop.backend.answer(Shop.USER_SERVICE + "GetMe", call -> User.getDefaultInstance());
    shop.backend.answer(Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
    return shop;
  }
}
