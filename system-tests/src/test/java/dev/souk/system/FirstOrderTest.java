package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The flow that a shop is for, over HTTP JSON. */
@Order(1)
@ExtendWith(Shop.Running.class)
class FirstOrderTest {

  @Test
  void from_registration_to_a_paid_order_and_its_cancellation(Shop shop) {
    String email = shop.accounts().email("first");
    shop.accounts().register(email);
    Answer session = shop.accounts().login(email, dev.souk.system.shop.Accounts.PASSWORD).ok();
    Client buyer = shop.anonymous().withToken(session.at("/accessToken"));
    assertThat(session.at("/sessionId")).startsWith("ses_");

    Answer me = buyer.get("/v1/users/me").ok();
    assertThat(me.at("/email")).isEqualTo(email);
    assertThat(me.at("/roles/0")).isEqualTo("ROLE_CUSTOMER");

    String hat = Goods.offer(shop, 1999, 10);
    String cap = Goods.offer(shop, 333, 10);
    assertThat(Goods.add(buyer, hat, 2).ok().at("/subtotal/minorUnits")).isEqualTo("3998");
    assertThat(Goods.add(buyer, cap, 5).ok().at("/subtotal/minorUnits")).isEqualTo("5663");
    Answer cart = buyer.patch("/v1/cart/items/" + cap, "{\"quantity\": 3}").ok();
    assertThat(cart.at("/subtotal/minorUnits")).isEqualTo("4997");
    assertThat(cart.number("/totalQuantity")).isEqualTo(5);

    String key = UUID.randomUUID().toString();
    Answer order = Goods.checkout(buyer.withKey(key), "tok_success").ok();
    assertThat(order.at("/state")).isEqualTo("ORDER_STATE_PAID");
    assertThat(order.at("/total/minorUnits")).isEqualTo("4997");
    assertThat(order.at("/total/currencyCode")).isEqualTo("GBP");
    assertThat(order.at("/shippingAddress/city")).isEqualTo("London");
    assertThat(texts(order.json().at("/history"), "state"))
        .containsExactly("ORDER_STATE_PENDING", "ORDER_STATE_PAID");
    assertThat(Goods.stock(shop, hat)).isEqualTo("8/0/8");
    assertThat(Goods.stock(shop, cap)).isEqualTo("7/0/7");
    assertThat(buyer.get("/v1/cart").ok().json().at("/items")).isEmpty();

    String orderId = order.at("/orderId");
    Answer again = Goods.checkout(buyer.withKey(key), "tok_success").ok();
    assertThat(again.at("/orderId")).isEqualTo(orderId);
    assertThat(buyer.get("/v1/orders/" + orderId).ok().json()).isEqualTo(order.json());
    assertThat(texts(buyer.get("/v1/orders").ok().json().at("/orders"), "orderId"))
        .containsExactly(orderId);
    Answer payment = buyer.get("/v1/payments/" + order.at("/paymentId")).ok();
    assertThat(payment.at("/captured/minorUnits")).isEqualTo("4997");
    assertThat(payment.at("/refunded/minorUnits")).isEqualTo("0");

    Answer cancelled = buyer.post("/v1/orders/" + orderId + ":cancel", "{}").ok();
    assertThat(cancelled.at("/state")).isEqualTo("ORDER_STATE_CANCELLED");
    Answer twice = buyer.post("/v1/orders/" + orderId + ":cancel", "{}").ok();
    assertThat(twice.json()).isEqualTo(cancelled.json());
    assertThat(Goods.stock(shop, hat)).isEqualTo("10/0/10");
    assertThat(buyer.get("/v1/payments/" + order.at("/paymentId")).ok().at("/refunded/minorUnits"))
        .isEqualTo("4997");

    buyer.post("/v1/auth/logout", "{}").ok();
    buyer.get("/v1/users/me").refused(401, "TOKEN_REVOKED");
  }

  @Test
  void products_are_listed_page_by_page_and_read_one_by_one(Shop shop) {
    Answer first = shop.anonymous().get("/v1/products?pageSize=3").ok();
    assertThat(first.json().at("/products")).hasSize(3);
    Answer second =
        shop.anonymous()
            .get("/v1/products?pageSize=3&pageToken=" + first.at("/nextPageToken"))
            .ok();
    assertThat(texts(second.json().at("/products"), "productId"))
        .hasSize(3)
        .doesNotContainAnyElementsOf(texts(first.json().at("/products"), "productId"));
    JsonNode product = first.json().at("/products/0");
    Answer read = shop.anonymous().get("/v1/products/" + product.path("productId").asText()).ok();
    assertThat(read.at("/name")).isEqualTo(product.path("name").asText());
  }

  @Test
  void the_demo_shop_has_a_real_catalog(Shop shop) {
    JsonNode categories = shop.anonymous().get("/v1/categories").ok().json().at("/categories");
    assertThat(categories.size()).isGreaterThanOrEqualTo(5);
    for (JsonNode category : categories) {
      Answer page =
          shop.anonymous()
              .get("/v1/products?pageSize=1&categoryId=" + category.path("categoryId").asText())
              .ok();
      assertThat(page.json().at("/products")).as(category.path("name").asText()).hasSize(1);
    }
  }

  @Test
  void a_disabled_account_is_refused_on_its_next_request_and_at_login(Shop shop) {
    String email = shop.accounts().email("disabled");
    Answer session = shop.accounts().register(email);
    Client user = shop.anonymous().withToken(session.at("/accessToken"));
    user.get("/v1/users/me").ok();
    String path = "/v1/users/" + session.at("/user/userId");
    user.patch(path, "{\"roles\": [\"ROLE_ADMIN\"]}").refused(403, "ROLE_REQUIRED");
    shop.accounts().admin().patch(path, "{\"state\": \"STATE_DISABLED\"}").ok();
    user.get("/v1/users/me").refused(401, "TOKEN_REVOKED");
    shop.accounts()
        .login(email, dev.souk.system.shop.Accounts.PASSWORD)
        .refused(401, "INVALID_CREDENTIALS");
    shop.anonymous()
        .post(
            "/v1/auth/refresh", "{\"refreshToken\": \"%s\"}".formatted(session.at("/refreshToken")))
        .refused(401, "TOKEN_REVOKED");
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }
}
