package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Browser;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody without an account buys something, and comes back by the link. */
@ExtendWith(Shop.Running.class)
class GuestOrderTest {
  private static final String ORDERS = "/v1/orders";
  private static final String WANTED = "{%s, \"email\": \"ada@example.com\"}";

  @Test
  @DisplayName(
      "80: a guest orders from the cart, reads the order by cookie and by link, and cancels")
  void a_guest_orders_and_comes_back_by_the_link(Shop shop) {
    String sku = Goods.offer(shop, 1999, 5);
    Browser browser = new Browser(shop);
    browser.post("/v1/cart/items", "{\"sku\": \"%s\", \"quantity\": 2}".formatted(sku)).ok();
    Client placing = browser.as(ORDERS).withKey(UUID.randomUUID().toString());
    placing.post(ORDERS, "{" + Goods.CHECKOUT + "}").refused(400, "INVALID_FIELD");
    Answer order = placing.post(ORDERS, WANTED.formatted(Goods.CHECKOUT)).ok();
    assertThat(order.at("/state")).isEqualTo("ORDER_STATE_PAID");
    assertThat(order.at("/total/minorUnits")).isEqualTo("3998");
    assertThat(browser.get("/v1/cart").ok().number("/totalQuantity")).isZero();
    assertThat(placing.post(ORDERS, WANTED.formatted(Goods.CHECKOUT)).ok().json())
        .as("the same request again")
        .isEqualTo(order.json());

    String path = ORDERS + "/" + order.at("/orderId");
    String token = order.at("/accessToken");
    assertThat(browser.get(path).ok().at("/orderId")).isEqualTo(order.at("/orderId"));
    assertThat(browser.get("/v1/payments/" + order.at("/paymentId")).ok().at("/state"))
        .isEqualTo("STATE_CAPTURED");
    Answer linked = shop.anonymous().get(path + "?accessToken=" + token).ok();
    assertThat(linked.at("/email")).isEqualTo("ada@example.com");
    assertThat(linked.text()).doesNotContain(token);
    assertThat(linked.headers().firstValue("cache-control")).contains("no-store");
    shop.anonymous().get(path).refused(404, "RESOURCE_NOT_FOUND");
    shop.anonymous().get(path + "?accessToken=x" + token).refused(404, "RESOURCE_NOT_FOUND");
    shop.anonymous().post(path + ":cancel", "{}").refused(404, "RESOURCE_NOT_FOUND");
    new Browser(shop).get(path).refused(404, "RESOURCE_NOT_FOUND");

    Answer cancelled =
        shop.anonymous().post(path + ":cancel", "{\"accessToken\": \"%s\"}".formatted(token)).ok();
    assertThat(cancelled.at("/state")).isEqualTo("ORDER_STATE_CANCELLED");
    assertThat(Goods.stock(shop, sku)).isEqualTo("5/0/5");
  }

  @Test
  @DisplayName("80, 81: a guest asks for a return by the cookie, and reads it by the link")
  void a_guest_sends_a_unit_back(Shop shop) {
    Client admin = shop.accounts().admin();
    String sku = Goods.offer(shop, 1999, 5);
    Browser browser = new Browser(shop);
    browser.post("/v1/cart/items", "{\"sku\": \"%s\", \"quantity\": 2}".formatted(sku)).ok();
    Answer order =
        browser
            .as(ORDERS)
            .withKey(UUID.randomUUID().toString())
            .post(ORDERS, WANTED.formatted(Goods.CHECKOUT))
            .ok();
    String path = ORDERS + "/" + order.at("/orderId");
    admin.post(path + ":pack", "{}").ok();
    admin.post(path + ":ship", "{\"carrier\": \"DHL\", \"trackingNumber\": \"1\"}").ok();
    admin.post(path + ":deliver", "{}").ok();

    String wish = "{\"items\": [{\"sku\": \"%s\", \"quantity\": 1}], \"reason\": \"too small\"%s}";
    shop.anonymous()
        .post(path + "/returns", wish.formatted(sku, ""))
        .refused(404, "RESOURCE_NOT_FOUND");
    Answer asked = browser.post(path + "/returns", wish.formatted(sku, "")).ok();
    assertThat(asked.at("/state")).isEqualTo("STATE_REQUESTED");
    String token = "?accessToken=" + order.at("/accessToken");
    String one = "/v1/returns/" + asked.at("/returnId");
    assertThat(shop.anonymous().get(one + token).ok().json()).isEqualTo(asked.json());
    assertThat(shop.anonymous().get(path + "/returns" + token).ok().json().at("/returns"))
        .hasSize(1);
    shop.anonymous().get(one).refused(404, "RESOURCE_NOT_FOUND");
    String byToken = ", \"accessToken\": \"%s\"".formatted(order.at("/accessToken"));
    assertThat(
            shop.anonymous()
                .post(path + "/returns", wish.formatted(sku, byToken))
                .ok()
                .at("/state"))
        .isEqualTo("STATE_REQUESTED");
    browser.post(path + "/returns", wish.formatted(sku, "")).refused(400, "UNITS_EXCEED_PURCHASE");
  }

  @Test
  @DisplayName("80: a signed-in user gives no e-mail address, and has no link")
  void a_user_gives_no_address(Shop shop) {
    String sku = Goods.offer(shop, 100, 5);
    Client buyer = shop.accounts().buyer(1).withKey(UUID.randomUUID().toString());
    String wanted =
        Goods.CHECKOUT + ", \"items\": [{\"sku\": \"%s\", \"quantity\": 1}]".formatted(sku);
    buyer.post(ORDERS, WANTED.formatted(wanted)).refused(400, "INVALID_FIELD");
    assertThat(buyer.post(ORDERS, "{" + wanted + "}").ok().at("/accessToken")).isEmpty();
  }
}
