package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding products, over HTTP. */
@Order(3)
@ExtendWith(Shop.Running.class)
class SearchTest {
  private static final String SEARCH = "/v1/products:search";

  /** Long enough for a machine that does much else; the bench measures how soon it is. */
  private static final Duration SEARCHABLE = Duration.ofSeconds(20);

  @Test
  @DisplayName("47: a new product is found")
  void a_new_product_is_found_with_its_facets_and_suggested(Shop shop) {
    String word = "q" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    String product =
        """
        {"name": "Umbrella %1$s", "brand": "Brolly %1$s", "tags": ["rain %1$s"],
         "status": "PRODUCT_STATUS_ACTIVE",
         "variants": [{"sku": "%2$s", "price": {"currencyCode": "GBP", "minorUnits": "1999"}}]}
        """
            .formatted(word, Goods.newSku());
    String id = shop.accounts().seller().post("/v1/products", product).ok().at("/productId");
    Client visitor = shop.anonymous();
    String found = SEARCH + "?q=umbrellas%20" + word.toUpperCase(java.util.Locale.ROOT);
    await()
        .atMost(SEARCHABLE)
        .untilAsserted(
            () -> assertThat(visitor.get(found).ok().at("/products/0/productId")).isEqualTo(id));

    Answer page =
        visitor.get(found + "&minPrice=1000&maxPrice=1999&facets=brand&facets=price").ok();
    assertThat(page.at("/products/0/variants/0/price/minorUnits")).isEqualTo("1999");
    assertThat(page.at("/nextPageToken")).isEmpty();
    assertThat(page.json().at("/facets").toString())
        .isEqualTo(
            """
            [{"name":"brand","buckets":[{"value":"Brolly %s","count":"1"}]},\
            {"name":"price","buckets":[{"value":"1000-2499","count":"1"}]}]\
            """
                .formatted(word));
    assertThat(visitor.get(found + "&maxPrice=1998").ok().json().at("/products")).isEmpty();
    assertThat(
            visitor
                .get("/v1/products:suggest?q=" + word.substring(0, 9))
                .ok()
                .at("/suggestions/0/productId"))
        .isEqualTo(id);
  }

  @Test
  @DisplayName("47: in stock follows the stock")
  void what_runs_out_is_in_stock_no_more(Shop shop) {
    String word = "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    String sku = Goods.newSku();
    String product =
        """
        {"name": "Sundial %s", "status": "PRODUCT_STATUS_ACTIVE",
         "variants": [{"sku": "%s", "price": {"currencyCode": "GBP", "minorUnits": "1999"}}]}
        """
            .formatted(word, sku);
    Client seller = shop.accounts().seller();
    String id = seller.post("/v1/products", product).ok().at("/productId");
    String adjust = "/v1/inventory/" + sku + ":adjust";
    String inStock = SEARCH + "?inStock=true&q=" + word;

    seller.post(adjust, "{\"delta\": 1, \"reason\": \"RESTOCK\"}").ok();
    await()
        .atMost(SEARCHABLE)
        .untilAsserted(() ->
            assertThat(shop.anonymous().get(inStock).ok().at("/products/0/productId"))
                .isEqualTo(id));
    seller.post(adjust, "{\"delta\": -1, \"reason\": \"LOSS\"}").ok();
    await()
        .atMost(SEARCHABLE)
        .untilAsserted(
            () -> assertThat(shop.anonymous().get(inStock).ok().json().at("/products")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minPrice=-1", "minPrice=2&maxPrice=1", "minPrice=x", "sort=random", "facets=seller",
        "currency=pounds", "attributes=size", "pageSize=-1", "pageToken=x", "inStock=perhaps"
      })
  void a_wrong_query_is_a_bad_request(String query, Shop shop) {
    assertThat(shop.anonymous().get(SEARCH + "?" + query).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*:*",
        "(((",
        "\"",
        "/(a+)+$/",
        "\u0001\u0002",
        "the of and",
        "name:[* TO *]",
        "\\",
        "${x}",
        "%00"
      })
  void a_hostile_query_finds_nothing(String text, Shop shop) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    Answer page = shop.anonymous().get(SEARCH + "?q=" + encoded).ok();
    assertThat(page.json().at("/products")).isEmpty();
    assertThat(shop.anonymous().get("/v1/products:suggest?q=" + encoded).status()).isEqualTo(200);
  }

  @Test
  void a_long_query_is_refused(Shop shop) {
    Client visitor = shop.anonymous();
    visitor.get(SEARCH + "?q=" + "h".repeat(201)).refused(400, "INVALID_FIELD");
    assertThat(visitor.get(SEARCH + "?q=" + "h".repeat(10_000)).status()).isBetween(400, 431);
  }
}
