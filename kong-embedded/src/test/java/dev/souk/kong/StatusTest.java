package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How services and their stores are, as anybody may know it. */
class StatusTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void anybody_learns_how_services_and_their_stores_are() throws IOException {
    try (Shop shop = new Shop(folder)) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(status(shop)).startsWith("{\"status\":\"UP\""));
      assertThat(status(shop))
          .contains(
              "{\"service\":\"cart-service\",\"status\":\"UP\",\"stores\":"
                  + "[{\"store\":\"database\",\"status\":\"UP\"}]}");

      shop.health.tell("not ready\ndatabase down\n");
      shop.health.answer(503);
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(status(shop))
                  .startsWith("{\"status\":\"DEGRADED\"")
                  .contains(
                      "{\"service\":\"cart-service\",\"status\":\"DEGRADED\",\"stores\":"
                          + "[{\"store\":\"database\",\"status\":\"DOWN\"}]}"));

      shop.health.close();
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(status(shop))
                  .startsWith("{\"status\":\"DEGRADED\"")
                  .contains(
                      "{\"service\":\"cart-service\",\"status\":\"DOWN\",\"stores\":"
                          + "[{\"store\":\"database\",\"status\":\"UNKNOWN\"}]}"));
    }
  }

  @Test
  void it_is_known_without_waiting_for_the_interval() throws IOException {
    Path folderOfKong =
        KongFolder.changed(folder.resolve("kong"), "      interval: 2\n", "      interval: 3600\n");
    try (Shop shop = new Shop(folder, options -> options.withFolder(folderOfKong))) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(status(shop)).startsWith("{\"status\":\"UP\""));
    }
  }

  @Test
  void asking_asks_no_service() throws IOException {
    try (Shop shop = new Shop(folder)) {
      await().atMost(LIMIT).until(() -> status(shop).contains("\"status\":\"UP\""));
      int before = shop.health.checks();
      for (int i = 0; i < 200; i++) {
        String _ = status(shop);
      }
      // Five services are watched, each asked once in two seconds.
      assertThat(shop.health.checks() - before).isLessThan(100);
      assertThat(shop.backend.callCount()).isZero();
    }
  }

  @Test
  void other_methods_and_paths_are_refused_as_everywhere() throws IOException {
    try (Shop shop = new Shop(folder)) {
      HttpResponse<String> post =
          shop.send(shop.request("/v1/status").POST(BodyPublishers.ofString("{}")));
      assertThat(post.statusCode()).isEqualTo(405);
      assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
      assertThat(shop.get("/v1/statuses").statusCode()).isEqualTo(404);
      assertThat(shop.get("/v1/status/").statusCode()).isEqualTo(404);
      HttpResponse<String> head =
          shop.send(shop.request("/v1/status").method("HEAD", BodyPublishers.noBody()));
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  private static String status(Shop shop) {
    HttpResponse<String> answer = shop.get("/v1/status");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    return answer.body();
  }
}
