package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The end of an account's life, across all services, over HTTP alone. */
@ExtendWith(Shop.Running.class)
class AccountLifecycleTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Test
  @DisplayName("30: an export says what the API says")
  void an_export_says_what_the_api_says(Shop shop) {
    Person ada = Person.register(shop, "export");
    String sku = Goods.offer(shop, 1234, 10);
    ada.client.post("/v1/users/me/addresses", ADDRESS).ok();
    Answer order = Goods.order(ada.client, sku, 2, "tok_success").ok();
    Goods.add(ada.client, sku, 1).ok();

    Answer export = ada.client.post("/v1/users/me:export", "{}").ok();
    assertThat(export.at("/kind")).isEqualTo("KIND_DATA_EXPORT");
    String path = "/v1/users/me/operations/" + export.at("/operationId");
    await("the export")
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(ada.client.get(path).ok().at("/state")).isEqualTo("STATE_SUCCEEDED"));
    Answer result = ada.client.get(path + "/result").ok();

    assertThat(result.headers().firstValue("content-type")).contains("application/json");
    assertThat(result.headers().firstValue("content-disposition").orElse(""))
        .isEqualTo("attachment; filename=\"souk-" + export.at("/operationId") + ".json\"");
    assertThat(result.headers().firstValue("x-souk-content-type")).isEmpty();
    assertThat(result.headers().firstValue("cache-control")).contains("no-store");
    JsonNode document = result.json();
    assertThat(document.get("profile")).isEqualTo(ada.client.get("/v1/users/me").ok().json());
    assertThat(document.get("addresses"))
        .isEqualTo(ada.client.get("/v1/users/me/addresses").ok().json().get("addresses"))
        .hasSize(1);
    assertThat(document.get("orders"))
        .isEqualTo(ada.client.get("/v1/orders").ok().json().get("orders"))
        .hasSize(1);
    assertThat(document.get("payments"))
        .containsExactly(ada.client.get("/v1/payments/" + order.at("/paymentId")).ok().json());
    assertThat(withoutStock(document.at("/cart/items")))
        .isEqualTo(withoutStock(ada.client.get("/v1/cart").ok().json().get("items")))
        .hasSize(1);
    assertThat(sessionIds(document.get("sessions")))
        .isEqualTo(sessionIds(ada.client.get("/v1/auth/sessions").ok().json().get("sessions")))
        .hasSize(1);
    assertThat(document.get("products")).isEmpty();
    assertThat(document.get("reviews")).isEmpty();

    Person other = Person.register(shop, "nosy");
    other.client.get(path).refused(404, "RESOURCE_NOT_FOUND");
    other.client.get(path + "/result").refused(404, "RESOURCE_NOT_FOUND");
    shop.anonymous().get(path + "/result").refused(401, "TOKEN_MISSING");
  }

  @Test
  @DisplayName("26: a deleted account is nobody's, its orders stay, its address is free")
  void a_deleted_account_is_nobodys(Shop shop) throws IOException, InterruptedException {
    Person bob = Person.register(shop, "deleted");
    String sku = Goods.offer(shop, 999, 10);
    bob.client.post("/v1/users/me/addresses", ADDRESS).ok();
    Answer placed = Goods.order(bob.client, sku, 1, "tok_success").ok();
    String orderPath = "/v1/orders/" + placed.at("/orderId");
    Answer ended =
        bob.client.post(orderPath + ":cancel", "{\"reason\": \"I moved to Bob Street\"}").ok();
    assertThat(ended.at("/state")).isEqualTo("ORDER_STATE_CANCELLED");
    Goods.add(bob.client, sku, 3).ok();
    bob.client.post("/v1/users/me:export", "{}").ok();

    Answer deletion = bob.client.delete("/v1/users/me").ok();

    assertThat(deletion.at("/kind")).isEqualTo("KIND_ACCOUNT_DELETION");
    bob.client.get("/v1/users/me").refused(401, "TOKEN_REVOKED");
    bob.client.get("/v1/cart").refused(401, "TOKEN_REVOKED");
    bob.client.delete("/v1/users/me").refused(401, "TOKEN_REVOKED");
    shop.anonymous()
        .post("/v1/auth/refresh", "{\"refreshToken\": \"%s\"}".formatted(bob.refreshToken))
        .refused(401, "TOKEN_REVOKED");
    shop.accounts().login(bob.email, Accounts.PASSWORD).refused(401, "INVALID_CREDENTIALS");
    Answer next = shop.accounts().register(bob.email);
    assertThat(next.at("/user/userId")).isNotEqualTo(bob.userId);

    Client admin = shop.accounts().admin();
    Answer account = admin.get("/v1/users/" + bob.userId).ok();
    assertThat(account.at("/state")).isEqualTo("STATE_DELETED");
    assertThat(account.at("/email") + account.at("/name") + account.at("/phone")).isEmpty();
    await("every part to be erased")
        .atMost(LIMIT)
        .untilAsserted(() -> {
          JsonNode operations =
              admin.get("/v1/users/" + bob.userId + "/operations").ok().json().get("operations");
          assertThat(operations).hasSize(1);
          assertThat(operations.get(0).path("state").asText())
              .as(operations.toString())
              .isEqualTo("STATE_SUCCEEDED");
        });

    JsonNode kept = admin.get(orderPath).ok().json();
    assertThat(kept.toString()).doesNotContain("Lovelace", "James", "London", "SW1Y", "Bob Street");
    assertThat(kept.at("/shippingAddress/countryCode").asText()).isEqualTo("GB");
    for (String same :
        List.of("items", "subtotal", "shipping", "tax", "total", "number", "state")) {
      assertThat(kept.get(same)).as(same).isEqualTo(ended.json().get(same));
    }
    Answer payment = admin.get("/v1/payments/" + placed.at("/paymentId")).ok();
    assertThat(payment.at("/state")).isEqualTo("STATE_REFUNDED");
    shop.anonymous()
        .withToken(next.at("/accessToken"))
        .get(orderPath)
        .refused(404, "RESOURCE_NOT_FOUND");
    shop.verify();
  }

  @Test
  void an_order_under_way_keeps_its_address_and_the_deletion_open(Shop shop) {
    Person eve = Person.register(shop, "underway");
    Answer order = Goods.order(eve.client, Goods.offer(shop, 500, 5), 1, "tok_success").ok();
    eve.client.delete("/v1/users/me").ok();

    Client admin = shop.accounts().admin();
    await("all that can be erased")
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(
                    steps(
                        admin
                            .get("/v1/users/" + eve.userId + "/operations")
                            .ok()
                            .json()
                            .at("/operations/0")))
                .containsEntry("orders", "STATE_WAITING")
                .containsEntry("cart", "STATE_DONE")
                .containsEntry("sessions", "STATE_DONE")
                .containsEntry("sweep", "STATE_PENDING"));
    Answer kept = admin.get("/v1/orders/" + order.at("/orderId")).ok();
    assertThat(kept.at("/shippingAddress/line1")).isEqualTo(order.at("/shippingAddress/line1"));
  }

  @Test
  void a_seller_who_leaves_sells_nothing_any_more(Shop shop) {
    Person seller = Person.register(shop, "leaving");
    Client admin = shop.accounts().admin();
    admin
        .patch("/v1/users/" + seller.userId, "{\"roles\": [\"ROLE_CUSTOMER\", \"ROLE_SELLER\"]}")
        .ok();
    Client client =
        shop.anonymous()
            .withToken(
                shop.accounts().login(seller.email, Accounts.PASSWORD).ok().at("/accessToken"));
    Answer product = client.post("/v1/products", Goods.product(Goods.newSku(), 100)).ok();
    String path = "/v1/products/" + product.at("/productId");
    shop.anonymous().get(path).ok();

    client.delete("/v1/users/me").ok();
    await("the product to be archived")
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(shop.anonymous().get(path).status()).isEqualTo(404));
    assertThat(admin.get(path).ok().at("/status")).isEqualTo("PRODUCT_STATUS_ARCHIVED");
  }

  private static final String ADDRESS =
      """
      {"recipient": "Ada Lovelace", "line1": "12 St James's Square", "city": "London", "postalCode": "SW1Y 4JH",
       "countryCode": "GB"}
      """;

  /** What is left of the goods changes with each order, and is no datum of the user. */
  private static JsonNode withoutStock(JsonNode items) {
    JsonNode copy = items.deepCopy();
    copy.forEach(item -> ((ObjectNode) item).remove("available"));
    return copy;
  }

  private static List<String> sessionIds(JsonNode sessions) {
    List<String> ids = new ArrayList<>();
    sessions.forEach(session -> ids.add(session.path("sessionId").asText()));
    return ids;
  }

  private static Map<String, String> steps(JsonNode operation) {
    Map<String, String> states = new TreeMap<>();
    operation
        .path("steps")
        .forEach(step -> states.put(step.path("data").asText(), step.path("state").asText()));
    return states;
  }

  /** Somebody with an account of their own. */
  private record Person(Client client, String userId, String email, String refreshToken) {
    static Person register(Shop shop, String name) {
      String email =
          shop.accounts().email(name + "-" + UUID.randomUUID().toString().substring(0, 8));
      Answer session = shop.accounts().register(email);
      return new Person(
          shop.anonymous().withToken(session.at("/accessToken")),
          session.at("/user/userId"),
          email,
          session.at("/refreshToken"));
    }
  }
}
