package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Row 83: a payment that the buyer confirms at their bank, as a browser would. */
@ExtendWith(Shop.Running.class)
class PaymentConfirmationTest {
  private static final int BUYER = 410;

  @Test
  void an_order_is_paid_once_its_buyer_has_confirmed(Shop shop) throws Exception {
    String sku = Goods.offer(shop, 1234, 2);
    Client buyer = shop.accounts().buyer(BUYER);
    buyer.delete("/v1/cart").ok();
    Goods.add(buyer, sku, 1).ok();
    Client keyed = buyer.withKey(UUID.randomUUID().toString());
    Answer asked = Goods.checkout(keyed, "tok_3ds").refused(400, "PAYMENT_ACTION_REQUIRED");
    String orderId = asked.at("/error/details/0/metadata/orderId");
    URI page = URI.create(asked.at("/error/details/0/metadata/confirmationUrl"));
    assertThat(state(buyer, orderId)).isEqualTo("ORDER_STATE_PENDING");
    assertThat(Goods.stock(shop, sku)).isEqualTo("2/1/1");

    confirm(buyer, orderId).refused(400, "PAYMENT_ACTION_REQUIRED");
    confirm(shop.accounts().buyer(BUYER + 1), orderId).refused(404, "RESOURCE_NOT_FOUND");
    assertThat(decide(page, "confirm")).isEqualTo(200);
    assertThat(confirm(buyer, orderId).ok().at("/state")).isEqualTo("ORDER_STATE_PAID");
    assertThat(confirm(buyer, orderId).ok().at("/state")).isEqualTo("ORDER_STATE_PAID");
    assertThat(Goods.checkout(keyed, "tok_3ds").ok().at("/orderId")).isEqualTo(orderId);
    assertThat(Goods.stock(shop, sku)).isEqualTo("1/0/1");
    shop.verify();
  }

  @Test
  void an_order_fails_when_its_buyer_refuses(Shop shop) throws Exception {
    String sku = Goods.offer(shop, 1234, 2);
    Client buyer = shop.accounts().buyer(BUYER);
    Answer asked = Goods.order(buyer, sku, 1, "tok_3ds").refused(400, "PAYMENT_ACTION_REQUIRED");
    String orderId = asked.at("/error/details/0/metadata/orderId");
    URI page = URI.create(asked.at("/error/details/0/metadata/confirmationUrl"));

    assertThat(decide(page, "refuse")).isEqualTo(200);
    confirm(buyer, orderId).refused(400, "PAYMENT_DECLINED");
    assertThat(decide(page, "confirm")).isEqualTo(409);
    confirm(buyer, orderId).refused(400, "PAYMENT_DECLINED");
    assertThat(state(buyer, orderId)).isEqualTo("ORDER_STATE_FAILED");
    assertThat(Goods.stock(shop, sku)).isEqualTo("2/0/2");
    shop.verify();
  }

  private static Answer confirm(Client buyer, String orderId) {
    return buyer.post("/v1/orders/" + orderId + ":confirmPayment", "{}");
  }

  private static String state(Client buyer, String orderId) {
    return buyer.get("/v1/orders/" + orderId).ok().at("/state");
  }

  private static int decide(URI page, String decision) throws IOException, InterruptedException {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest form =
          HttpRequest.newBuilder(page)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("decision=" + decision))
              .build();
      return browser.send(form, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
