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

/** What a quote says over HTTP, an order costs. */
@ExtendWith(Shop.Running.class)
class QuoteTest {

  @Test
  @DisplayName("67, 70, 79: a quote and the order that follows it")
  void an_order_costs_what_was_quoted(Shop shop) {
    String sku = Goods.offer(shop, 1999, 5);
    Client buyer = shop.accounts().buyer(1);
    String wanted =
        Goods.CHECKOUT.substring(0, Goods.CHECKOUT.indexOf("\"payment\""))
            + "\"shippingMethod\": \"express\", \"items\": [{\"sku\": \"%s\", \"quantity\": 2}]"
                .formatted(sku);
    Answer quote = buyer.post("/v1/orders:quote", "{" + wanted + "}").ok();
    assertThat(quote.at("/total/minorUnits")).isEqualTo("4693");
    assertThat(quote.at("/lines/0/taxRate/percent")).isEqualTo("20");
    assertThat(quote.at("/shippingOptions/1/method")).isEqualTo("express");
    buyer
        .post("/v1/orders:quote", "{" + wanted.replace("express", "drone") + "}")
        .refused(400, "SHIPPING_UNAVAILABLE");

    String paid =
        "{%s, \"customerNote\": \"Ring twice\", \"expectedTotal\": %s, \"payment\": {\"token\":"
            + " \"tok_success\"}}";
    Client placing = buyer.withKey(UUID.randomUUID().toString());
    placing
        .post(
            "/v1/orders",
            paid.formatted(wanted, "{\"currencyCode\": \"GBP\", \"minorUnits\": \"3998\"}"))
        .refused(400, "PRICE_CHANGED");
    Answer order =
        buyer
            .withKey(UUID.randomUUID().toString())
            .post("/v1/orders", paid.formatted(wanted, quote.json().at("/total")))
            .ok();
    assertThat(order.json().at("/total")).isEqualTo(quote.json().at("/total"));
    assertThat(order.json().at("/taxes")).isEqualTo(quote.json().at("/taxes"));
    assertThat(order.json().at("/estimatedDelivery"))
        .isEqualTo(quote.json().at("/estimatedDelivery"));
    assertThat(order.at("/customerNote")).isEqualTo("Ring twice");
  }
}
