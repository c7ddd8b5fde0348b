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
}
