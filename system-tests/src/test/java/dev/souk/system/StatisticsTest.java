package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Statistics over HTTP; other tests may sell at the same time. */
@ExtendWith(Shop.Running.class)
class StatisticsTest {
  private static final String STATISTICS = "/v1/admin/statistics";

  @Test
  @DisplayName("97: an order and its cancellation are in the statistics at once")
  void an_order_is_in_the_statistics_at_once(Shop shop) {
    Client admin = shop.accounts().admin();
    Client buyer = shop.accounts().buyer(1);
    String sku = Goods.offer(shop, 1999, 5);
    JsonNode before = pounds(admin);
    Answer order = Goods.order(buyer, sku, 2, "tok_success").ok();
    JsonNode after = pounds(admin);
    assertThat(after.path("orders").asLong()).isGreaterThan(before.path("orders").asLong());
    assertThat(after.path("units").asLong() - before.path("units").asLong())
        .isGreaterThanOrEqualTo(2);
    assertThat(minorUnits(after, "gross") - minorUnits(before, "gross"))
        .isGreaterThanOrEqualTo(3998);
    buyer.post("/v1/orders/" + order.at("/orderId") + ":cancel", "{}").ok();
    JsonNode cancelled = pounds(admin);
    assertThat(minorUnits(cancelled, "refunded") - minorUnits(after, "refunded"))
        .isGreaterThanOrEqualTo(3998);
    buyer.get(STATISTICS).refused(403, "ROLE_REQUIRED");
    admin.get(STATISTICS + "?startDate=2026-02-30").refused(400, "INVALID_FIELD");
  }

  private static JsonNode pounds(Client admin) {
    for (JsonNode sales : admin.get(STATISTICS).ok().json().at("/totals")) {
      if (sales.at("/gross/currencyCode").asText().equals("GBP")) {
        return sales;
      }
    }
    return MissingNode.getInstance();
  }

  private static long minorUnits(JsonNode sales, String amount) {
    return sales.path(amount).path("minorUnits").asLong();
  }
}
