package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Shop;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One call tells how all services and stores are; HTTP alone, so a Kong can be tested with it. */
@ExtendWith(Shop.Running.class)
class StatusTest {
  @Test
  void every_service_and_every_store_is_up_and_nothing_else_is_told(Shop shop) {
    Map<String, String> stores =
        new TreeMap<>(
            Map.of(
                "auth-service", "mongodb redis",
                "user-service", "mongodb",
                "product-service", "dynamodb",
                "cart-service", "redis",
                "order-service", "postgresql",
                "payment-service", "postgresql"));

    await("all services to be up")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          Answer status = shop.anonymous().get("/v1/status").ok();
          assertThat(status.at("/status")).isEqualTo("UP");
          Map<String, String> told = new TreeMap<>();
          for (JsonNode service : status.json().path("services")) {
            assertThat(service.path("status").asText()).isEqualTo("UP");
            assertThat(service.fieldNames())
                .toIterable()
                .containsExactly("service", "status", "stores");
            told.put(service.path("service").asText(), upStores(service));
          }
          assertThat(told).isEqualTo(stores);
        });
  }

  private static String upStores(JsonNode service) {
    StringBuilder names = new StringBuilder();
    for (JsonNode store : service.path("stores")) {
      assertThat(store.path("status").asText()).isEqualTo("UP");
      names.append(names.isEmpty() ? "" : " ").append(store.path("store").asText());
    }
    return names.toString();
  }

  @Test
  void it_takes_get_alone(Shop shop) {
    Answer post = shop.anonymous().post("/v1/status", "{}").refused(405, "METHOD_NOT_ALLOWED");
    assertThat(post.headers().firstValue("allow")).contains("GET, HEAD");
    shop.anonymous().get("/v1/status/auth-service").refused(404, "ROUTE_NOT_FOUND");
  }
}
