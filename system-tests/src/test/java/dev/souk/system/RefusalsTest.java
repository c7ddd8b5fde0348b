package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wrong and hostile input: the documented error, and nothing changed. */
@Order(2)
@ExtendWith(Shop.Running.class)
class RefusalsTest {

  @Test
  void a_wrong_password_and_an_unknown_address_are_the_same_error(Shop shop) {
    String email = shop.accounts().email("wrong");
    shop.accounts().register(email);
    Answer wrong =
        shop.accounts().login(email, "wrong-password").refused(401, "INVALID_CREDENTIALS");
    Answer unknown =
        shop.accounts()
            .login("nobody-" + email, "wrong-password")
            .refused(401, "INVALID_CREDENTIALS");
    assertThat(wrong.at("/error/message")).isEqualTo(unknown.at("/error/message"));
  }

  @Test
  void an_address_can_be_registered_once_whatever_its_case(Shop shop) {
    String email = shop.accounts().email("twice");
    shop.accounts().register(email);
    for (String same : List.of(email, email.toUpperCase(java.util.Locale.ROOT))) {
      shop.anonymous()
          .post(
              "/v1/auth/register",
              """
              {"email": "%s", "password": "%s", "name": "Again"}
              """
                  .formatted(same, Accounts.PASSWORD))
          .refused(409, "EMAIL_TAKEN");
    }
  }

  @Test
  void without_a_sound_token_nobody_gets_in(Shop shop) {
    shop.anonymous().get("/v1/users/me").refused(401, "TOKEN_MISSING");
    for (String token : List.of("x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9.")) {
      Answer refusal =
          shop.anonymous().withToken(token).get("/v1/users/me").refused(401, "TOKEN_INVALID");
      assertThat(refusal.headers().firstValue("www-authenticate").orElse("")).contains("Bearer");
    }
  }

  @Test
  void identity_headers_of_the_client_do_nothing(Shop shop) {
    Client buyer = shop.accounts().buyer(1);
    String self = buyer.get("/v1/users/me").ok().at("/userId");
    Client spoofing =
        buyer
            .with("x-user-id", "usr_01jd8m3q4ref7vd8z8p4v6k1nc")
            .with("x-user-roles", "ROLE_ADMIN")
            .with("x-session-id", "ses_1")
            .with("x-internal-token", "x");
    assertThat(spoofing.get("/v1/users/me").ok().at("/userId")).isEqualTo(self);
    spoofing.get("/v1/users/" + self).refused(403, "ROLE_REQUIRED");
    shop.anonymous()
        .with("x-user-id", self)
        .with("x-user-roles", "ROLE_ADMIN")
        .get("/v1/users/me")
        .refused(401, "TOKEN_MISSING");
  }

  @Test
  void the_orders_and_payments_of_others_are_not_found(Shop shop) {
    String sku = Goods.offer(shop, 100, 1);
    Client buyer = shop.accounts().buyer(1);
    Answer order = Goods.order(buyer, sku, 1, "tok_success").ok();
    Client other = shop.accounts().buyer(2);
    String path = "/v1/orders/" + order.at("/orderId");
    other.get(path).refused(404, "RESOURCE_NOT_FOUND");
    other.post(path + ":cancel", "{}").refused(404, "RESOURCE_NOT_FOUND");
    other.get("/v1/payments/" + order.at("/paymentId")).refused(404, "RESOURCE_NOT_FOUND");
    assertThat(buyer.get(path).ok().at("/state")).isEqualTo("ORDER_STATE_PAID");
    for (String malformed : List.of("ord_1", "x", "a%2fb", "ord_" + "z".repeat(500))) {
      buyer.get("/v1/orders/" + malformed).refused(404, "RESOURCE_NOT_FOUND");
    }
  }

  @Test
  void quantities_out_of_range_are_refused_and_the_cart_stays(Shop shop) {
    String sku = Goods.offer(shop, 100, 1);
    Client buyer = shop.accounts().buyer(1);
    buyer.delete("/v1/cart").ok();
    for (int quantity : new int[] {0, -1, 10_001, 1_000_000_000}) {
      Answer refusal = Goods.add(buyer, sku, quantity).refused(400, "INVALID_FIELD");
      assertThat(refusal.at("/error/details/1/fieldViolations/0/field")).isEqualTo("quantity");
    }
    for (String body :
        List.of(
            "{\"sku\": \"%s\", \"quantity\": 2147483648}",
            "{\"sku\": \"%s\", \"quantity\": 1.5}",
            "{\"sku\": \"%s\", \"quantity\": \"many\"}",
            "{\"sku\": \"%s\", \"quantity\": 1, \"unitPrice\": {\"minorUnits\": \"1\"}}")) {
      buyer.post("/v1/cart/items", body.formatted(sku)).refused(400, "INVALID_FIELD");
    }
    Goods.add(buyer, "NO-SUCH-SKU", 1).refused(404, "RESOURCE_NOT_FOUND");
    buyer.patch("/v1/cart/items/" + sku, "{\"quantity\": 1}").refused(404, "RESOURCE_NOT_FOUND");
    assertThat(buyer.get("/v1/cart").ok().json().at("/items")).isEmpty();
  }

  @Test
  void more_than_is_in_stock_is_refused_and_nothing_is_held(Shop shop) {
    String sku = Goods.offer(shop, 100, 2);
    Answer refusal =
        Goods.order(shop.accounts().buyer(1), sku, 3, "tok_success").refused(400, "OUT_OF_STOCK");
    assertThat(refusal.at("/error/details/0/metadata/available")).isEqualTo("2");
    assertThat(Goods.stock(shop, sku)).isEqualTo("2/0/2");
  }

  @Test
  void a_declined_card_buys_nothing(Shop shop) {
    String sku = Goods.offer(shop, 100, 2);
    Client buyer = shop.accounts().buyer(1);
    for (String token : List.of("tok_declined", "tok_insufficient_funds")) {
      Goods.order(buyer, sku, 1, token).refused(400, "PAYMENT_DECLINED");
    }
    assertThat(Goods.stock(shop, sku)).isEqualTo("2/0/2");
    assertThat(buyer.get("/v1/cart").ok().json().at("/items")).hasSize(1);
  }

  @Test
  void a_payment_that_times_out_is_settled_by_asking(Shop shop) {
    String sku = Goods.offer(shop, 100, 2);
    Answer order = Goods.order(shop.accounts().buyer(1), sku, 1, "tok_timeout").ok();
    assertThat(order.at("/state")).isEqualTo("ORDER_STATE_PAID");
    assertThat(Goods.stock(shop, sku)).isEqualTo("1/0/1");
  }

  @Test
  void a_changed_price_is_told_and_agreed_to(Shop shop) {
    String sku = Goods.offer(shop, 100, 5);
    Client buyer = shop.accounts().buyer(3);
    buyer.delete("/v1/cart").ok();
    Goods.add(buyer, sku, 2).ok();
    String productId = shop.anonymous().get("/v1/products:bySku?sku=" + sku).ok().at("/productId");
    shop.accounts()
        .seller()
        .patch(
            "/v1/products/" + productId,
            """
            {"variants": [{"sku": "%s", "price": {"currencyCode": "GBP", "minorUnits": "120"}}]}
            """
                .formatted(sku))
        .ok();
    Answer refusal =
        Goods.checkout(buyer.withKey(UUID.randomUUID().toString()), "tok_success")
            .refused(400, "PRICE_CHANGED");
    assertThat(refusal.text()).contains("\"oldUnitPrice\"", "\"newUnitPrice\"");
    assertThat(Goods.stock(shop, sku)).isEqualTo("5/0/5");
    Answer order =
        buyer
            .withKey(UUID.randomUUID().toString())
            .post(
                "/v1/orders",
                "{"
                    + Goods.CHECKOUT
                    + ", \"expectedTotal\": {\"currencyCode\": \"GBP\", \"minorUnits\": \"240\"}}")
            .ok();
    assertThat(order.at("/total/minorUnits")).isEqualTo("240");
  }

  @Test
  void an_order_needs_a_key_and_a_key_means_one_request(Shop shop) {
    String sku = Goods.offer(shop, 100, 5);
    Client buyer = shop.accounts().buyer(1);
    buyer.delete("/v1/cart").ok();
    Goods.checkout(buyer.withKey(UUID.randomUUID().toString()), "tok_success")
        .refused(400, "CART_EMPTY");
    Goods.add(buyer, sku, 1).ok();
    Goods.checkout(buyer, "tok_success").refused(400, "IDEMPOTENCY_KEY_REQUIRED");
    String key = UUID.randomUUID().toString();
    Goods.checkout(buyer.withKey(key), "tok_success").ok();
    Goods.checkout(buyer.withKey(key), "tok_timeout").refused(400, "IDEMPOTENCY_KEY_REUSED");
    assertThat(Goods.stock(shop, sku)).isEqualTo("4/0/4");
  }

  @Test
  void bodies_that_are_not_what_they_should_be(Shop shop) {
    Client buyer = shop.accounts().buyer(1);
    for (String malformed :
        List.of("{", "", "[]", "{\"sku\": 1", "null", "{\"a\": 1} x", "\u0000")) {
      Answer refusal = buyer.post("/v1/cart/items", malformed);
      assertThat(refusal.status()).as(malformed).isEqualTo(400);
      assertThat(refusal.reason()).as(malformed).isIn("MALFORMED_JSON", "INVALID_FIELD");
    }
    Answer unknown =
        buyer
            .post("/v1/cart/items", "{\"sku\": \"X\", \"quantity\": 1, \"colour\": \"red\"}")
            .refused(400, "INVALID_FIELD");
    assertThat(unknown.text()).contains("colour");
    buyer
        .with("Content-Type", "text/plain")
        .post("/v1/cart/items", "{}")
        .refused(415, "UNSUPPORTED_MEDIA_TYPE");
    buyer
        .post("/v1/cart/items", "{\"sku\": \"" + "x".repeat(2_000_000) + "\", \"quantity\": 1}")
        .refused(413, "PAYLOAD_TOO_LARGE");
  }

  @Test
  void paths_and_methods_that_do_not_exist(Shop shop) {
    shop.anonymous().get("/v1/nothing").refused(404, "ROUTE_NOT_FOUND");
    shop.anonymous().get("/").refused(404, "ROUTE_NOT_FOUND");
    shop.anonymous().get("/v1/products/%00").refused(400, "MALFORMED_REQUEST");
    shop.anonymous()
        .get("/souk.user.v1.UserService/VerifyCredentials")
        .refused(404, "ROUTE_NOT_FOUND");
    Answer refusal =
        shop.anonymous().send("PUT", "/v1/products", "{}").refused(405, "METHOD_NOT_ALLOWED");
    assertThat(refusal.headers().firstValue("allow").orElse("")).contains("GET", "POST");
  }

  @Test
  void buyers_cannot_sell_and_sellers_change_only_their_own(Shop shop) {
    Client buyer = shop.accounts().buyer(1);
    String sku = Goods.newSku();
    buyer.post("/v1/products", Goods.product(sku, 1)).refused(403, "ROLE_REQUIRED");
    buyer.post("/v1/products", "{\"nonsense\": ").refused(403, "ROLE_REQUIRED");
    String offered = Goods.offer(shop, 100, 1);
    buyer
        .post("/v1/inventory/" + offered + ":adjust", "{\"delta\": 5, \"reason\": \"RESTOCK\"}")
        .refused(403, "ROLE_REQUIRED");
    Client seller = shop.accounts().seller();
    seller.post("/v1/products", Goods.product(offered, 1)).refused(409, "SKU_TAKEN");
    seller
        .post("/v1/inventory/" + offered + ":adjust", "{\"delta\": -2, \"reason\": \"LOSS\"}")
        .refused(400, "OUT_OF_STOCK");
    assertThat(Goods.stock(shop, offered)).isEqualTo("1/0/1");
  }
}
