package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the shelf to the buyer to the review, over HTTP JSON. */
@ExtendWith(Shop.Running.class)
class StockAndReviewsTest {

  @Test
  void who_was_delivered_a_product_reviews_it(Shop shop) {
    Answer session = shop.accounts().register(shop.accounts().email("reviewer"));
    Client buyer = shop.anonymous().withToken(session.at("/accessToken"));
    Client admin = shop.accounts().admin();
    String sku = Goods.offer(shop, 1999, 10);
    String product = shop.anonymous().get("/v1/products:bySku?sku=" + sku).ok().at("/productId");
    String reviews = "/v1/products/" + product + "/reviews";
    String text = "<script>alert(\\\"hat\\\")</script> \\u0041da \\ud83d\\udc52";
    String review = "{\"rating\": 4, \"title\": \"Warm\", \"text\": \"" + text + "\"}";

    Answer order = Goods.order(buyer, sku, 1, "tok_success").ok();
    String path = "/v1/orders/" + order.at("/orderId");
    buyer.post(reviews, review).refused(400, "PURCHASE_REQUIRED");
    buyer.post(path + ":pack", "{}").refused(403, "ROLE_REQUIRED");
    admin.post(path + ":deliver", "{}").refused(400, "ILLEGAL_STATE");
    assertThat(admin.post(path + ":pack", "{}").ok().at("/state")).isEqualTo("ORDER_STATE_PACKED");
    String shipment = "{\"carrier\": \"Royal Mail\", \"trackingNumber\": \"RM 1\"}";
    Answer shipped = admin.post(path + ":ship", shipment).ok();
    assertThat(shipped.at("/shipment/trackingNumber")).isEqualTo("RM 1");
    assertThat(admin.post(path + ":ship", shipment).ok().json()).isEqualTo(shipped.json());
    buyer.post(path + ":cancel", "{}").refused(400, "ILLEGAL_STATE");
    assertThat(admin.post(path + ":deliver", "{}").ok().at("/state"))
        .isEqualTo("ORDER_STATE_DELIVERED");

    for (String wrong : List.of("0", "6", "4.5", "\"NaN\"", "NaN", "1e1", "-1")) {
      assertThat(buyer.post(reviews, "{\"rating\": " + wrong + "}").status())
          .as(wrong)
          .isEqualTo(400);
    }
    Answer written = buyer.post(reviews, review).ok();
    assertThat(written.at("/text")).isEqualTo("<script>alert(\"hat\")</script> Ada 👒");
    assertThat(written.json().has("userId")).isFalse();
    assertThat(written.text()).doesNotContain(session.at("/user/email"));
    buyer.post(reviews, review).refused(409, "REVIEW_EXISTS");

    String own = "/v1/reviews/" + written.at("/reviewId");
    assertThat(buyer.patch(own, "{\"rating\": 5}").ok().number("/rating")).isEqualTo(5);
    JsonNode shown = shop.anonymous().get(reviews + "?order=ORDER_BEST").ok().json();
    assertThat(shown.at("/reviews")).hasSize(1);
    assertThat(shop.anonymous().get("/v1/products/" + product).ok().json().get("rating").asDouble())
        .isEqualTo(5.0);
    shop.accounts().seller().delete(own).refused(404, "RESOURCE_NOT_FOUND");
    admin
        .post(own + ":moderate", "{\"state\": \"STATE_HIDDEN\", \"reason\": \"advertising\"}")
        .ok();
    shop.anonymous().get(own).refused(404, "RESOURCE_NOT_FOUND");
    assertThat(buyer.get(own).ok().at("/moderationReason")).isEqualTo("advertising");
    buyer.delete(own).ok();
    buyer.get(own).refused(404, "RESOURCE_NOT_FOUND");
  }

  @Test
  void a_seller_keeps_stock_at_places_and_sees_what_is_low_and_why(Shop shop) {
    Client seller = shop.accounts().seller();
    String sku = Goods.offer(shop, 100, 6);
    String path = "/v1/inventory/" + sku;
    seller
        .post(path + ":adjust", "{\"delta\": 3, \"reason\": \"RESTOCK\", \"location\": \"oslo\"}")
        .ok();
    Answer level = shop.anonymous().get(path).ok();
    assertThat(level.number("/onHand")).isEqualTo(9);
    assertThat(level.at("/locations/1/location")).isEqualTo("oslo");
    assertThat(shop.anonymous().get(path + "?location=oslo").ok().number("/onHand")).isEqualTo(3);

    assertThat(low(seller)).doesNotContain(sku);
    assertThat(seller.patch(path, "{\"lowStockThreshold\": 9}").ok().json().get("low").asBoolean())
        .isTrue();
    assertThat(low(seller)).contains(sku);
    assertThat(low(shop.accounts().admin())).contains(sku);
    seller.patch(path, "{}").refused(400, "INVALID_FIELD");
    shop.anonymous().get(path + "/entries").refused(401, "TOKEN_MISSING");

    JsonNode entries = seller.get(path + "/entries").ok().json().get("entries");
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).get("location").asText()).isEqualTo("oslo");
    assertThat(entries.get(1).get("reason").asText()).isEqualTo("RESTOCK");
    seller
        .post(path + ":adjust", "{\"delta\": -4, \"reason\": \"LOSS\", \"location\": \"oslo\"}")
        .refused(400, "OUT_OF_STOCK");
  }

  /** The SKUs that are low, of all pages. */
  private static List<String> low(Client client) {
    List<String> skus = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          client.get("/v1/inventory:lowStock?pageSize=100&pageToken=" + token).ok().json();
      StreamSupport.stream(page.get("levels").spliterator(), false)
          .map(watched -> watched.get("sku").asText())
          .forEach(skus::add);
      token = page.get("nextPageToken").asText();
    } while (!token.isEmpty());
    return skus;
  }
}
