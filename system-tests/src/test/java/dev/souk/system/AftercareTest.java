package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes after an order is paid, over HTTP. */
@ExtendWith(Shop.Running.class)
class AftercareTest {

  @Test
  @DisplayName("82: an admin pays an order back in parts, never more than was paid")
  void an_order_is_paid_back_in_parts_and_its_cancellation_pays_the_rest(Shop shop) {
    Client admin = shop.accounts().admin();
    Client buyer = shop.accounts().buyer(1);
    String sku = Goods.offer(shop, 1999, 5);
    Answer order =
        buyer
            .withKey(UUID.randomUUID().toString())
            .post(
                "/v1/orders",
                "{%s, \"items\": [{\"sku\": \"%s\", \"quantity\": 2}]}"
                    .formatted(Goods.CHECKOUT, sku))
            .ok();
    String refund = "/v1/orders/" + order.at("/orderId") + ":refund";
    String unit =
        "{\"items\": [{\"sku\": \"%s\", \"quantity\": 1}], \"reason\": \"torn\"}".formatted(sku);

    admin.post(refund, unit).refused(400, "IDEMPOTENCY_KEY_REQUIRED");
    buyer.withKey("mine").post(refund, unit).refused(403, "ROLE_REQUIRED");
    String key = UUID.randomUUID().toString();
    Answer refunded = admin.withKey(key).post(refund, unit).ok();
    assertThat(refunded.at("/refunds/0/state")).isEqualTo("STATE_SUCCEEDED");
    assertThat(refunded.at("/refunds/0/amount/minorUnits")).isEqualTo("1999");
    assertThat(admin.withKey(key).post(refund, unit).ok().json()).isEqualTo(refunded.json());
    String tooMuch =
        "{\"amount\": {\"currencyCode\": \"GBP\", \"minorUnits\": \"2000\"}, \"reason\": \"torn\"}";
    assertThat(
            admin
                .withKey(UUID.randomUUID().toString())
                .post(refund, tooMuch)
                .refused(400, "REFUND_EXCEEDS_PAYMENT")
                .at("/error/details/0/metadata/left"))
        .isEqualTo("1999");

    String payment = "/v1/payments/" + order.at("/paymentId");
    assertThat(buyer.get(payment).ok().at("/state")).isEqualTo("STATE_PARTIALLY_REFUNDED");
    Answer cancelled = buyer.post("/v1/orders/" + order.at("/orderId") + ":cancel", "{}").ok();
    assertThat(cancelled.at("/refunds/1/amount/minorUnits")).isEqualTo("1999");
    assertThat(buyer.get(payment).ok().at("/refunded/minorUnits")).isEqualTo("3998");
    assertThat(Goods.stock(shop, sku)).isEqualTo("5/0/5");
  }

  @Test
  @DisplayName("81: a buyer sends a unit back; it is restocked and paid back, once each")
  void a_unit_comes_back(Shop shop) {
    Client admin = shop.accounts().admin();
    Client buyer = shop.accounts().buyer(1);
    String sku = Goods.offer(shop, 1999, 5);
    Answer order =
        buyer
            .withKey(UUID.randomUUID().toString())
            .post(
                "/v1/orders",
                "{%s, \"items\": [{\"sku\": \"%s\", \"quantity\": 2}]}"
                    .formatted(Goods.CHECKOUT, sku))
            .ok();
    String path = "/v1/orders/" + order.at("/orderId");
    String wish =
        "{\"items\": [{\"sku\": \"%s\", \"quantity\": 1}], \"reason\": \"too small\"}"
            .formatted(sku);
    buyer.post(path + "/returns", wish).refused(400, "ILLEGAL_STATE");
    admin.post(path + ":pack", "{}").ok();
    admin.post(path + ":ship", "{\"carrier\": \"DHL\", \"trackingNumber\": \"1\"}").ok();
    admin.post(path + ":deliver", "{}").ok();

    Answer asked = buyer.post(path + "/returns", wish).ok();
    assertThat(asked.at("/state")).isEqualTo("STATE_REQUESTED");
    assertThat(asked.at("/amount/minorUnits")).isEqualTo("1999");
    String one = "/v1/returns/" + asked.at("/returnId");
    buyer.post(one + ":approve", "{}").refused(403, "ROLE_REQUIRED");
    admin.post(one + ":approve", "{}").ok();
    String received = "{\"items\": [{\"sku\": \"%s\", \"restock\": true}]}".formatted(sku);
    admin.post(one + ":receive", received).ok();
    admin.post(one + ":receive", received).ok();
    assertThat(Goods.stock(shop, sku)).isEqualTo("4/0/4");
    admin.post(one + ":refund", "{}").ok();
    assertThat(admin.post(one + ":refund", "{}").ok().at("/state")).isEqualTo("STATE_REFUNDED");
    assertThat(buyer.get(one).ok().at("/state")).isEqualTo("STATE_REFUNDED");
    assertThat(buyer.get(path + "/returns").ok().json().at("/returns")).hasSize(1);
    assertThat(buyer.get(path).ok().at("/refunds/0/amount/minorUnits")).isEqualTo("1999");
    assertThat(buyer.get("/v1/payments/" + order.at("/paymentId")).ok().at("/refunded/minorUnits"))
        .isEqualTo("1999");
  }

  @Test
  @DisplayName("79, 87: admins note what they tell each other, and see what goes by itself")
  void notes_and_fulfilment_tasks_are_for_admins(Shop shop) {
    Client admin = shop.accounts().admin();
    Client buyer = shop.accounts().buyer(1);
    String sku = Goods.offer(shop, 1999, 5);
    Answer order =
        buyer
            .withKey(UUID.randomUUID().toString())
            .post(
                "/v1/orders",
                "{%s, \"items\": [{\"sku\": \"%s\", \"quantity\": 1}]}"
                    .formatted(Goods.CHECKOUT, sku))
            .ok();
    String notes = "/v1/orders/" + order.at("/orderId") + "/notes";
    assertThat(admin.post(notes, "{\"text\": \"rang twice\"}").ok().at("/text"))
        .isEqualTo("rang twice");
    assertThat(admin.get(notes).ok().json().at("/notes")).hasSize(1);
    buyer.get(notes).refused(403, "ROLE_REQUIRED");
    buyer.get("/v1/admin/fulfilmentTasks").refused(403, "ROLE_REQUIRED");
    assertThat(admin.get("/v1/admin/fulfilmentTasks").ok().json().at("/fulfilmentTasks"))
        .as("the shop of the tests sends nothing by itself")
        .isEmpty();
  }
}
