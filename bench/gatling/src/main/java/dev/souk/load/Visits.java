package dev.souk.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import dev.souk.load.ShopFront.Product;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.Http;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What visitors do, request by request. */
final class Visits {
  static final List<String> BROWSE =
      List.of("list a category", "search", "suggest", "look at a product", "look at its stock");
  static final List<String> CART =
      List.of("add to the cart", "change the cart", "look at the cart", "empty the cart");
  static final List<String> CHECKOUT =
      List.of("add to the cart to order", "quote", "place the order", "look at the order");

  private static final List<String> WORDS =
      List.of("cake", "lantern", "heart", "christmas", "bag", "clock", "vintage", "red", "mug");

  private static final String ADDRESS =
      """
      "shippingAddress": {"recipient": "Ada Lovelace", "line1": "12 St James's Square",
        "city": "London", "postalCode": "SW1Y 4JH", "countryCode": "GB"}\
      """;

  private final List<Product> products;
  private final List<String> categories;
  private final List<String> customers;
  private final AtomicLong turn = new AtomicLong();

  /**
   * Visits to a shop.
   *
   * @param customers access tokens, used in turn
   */
  Visits(List<Product> products, List<String> categories, List<String> customers) {
    this.products = List.copyOf(products);
    this.categories = List.copyOf(categories);
    this.customers = List.copyOf(customers);
  }

  /** Looks around without an account. */
  ChainBuilder browse(String prefix) {
    return feed(facts(() -> {
      Product product = any(products);
      return Map.of(
          "productId", product.productId(),
          "sku", product.sku(),
          "categoryId", any(categories),
          "word", any(WORDS));
    }))
        .exec(
            get(prefix, "list a category", "/v1/products?pageSize=20&categoryId=#{categoryId}"),
            get(prefix, "search", "/v1/products:search?q=#{word}&facets=brand&pageSize=20"),
            get(prefix, "suggest", "/v1/products:suggest?q=#{word}"),
            get(prefix, "look at a product", "/v1/products/#{productId}"),
            get(prefix, "look at its stock", "/v1/inventory/#{sku}"));
  }

  /** Fills a cart and empties it again. */
  ChainBuilder cart(String prefix) {
    return feed(facts(this::customerAndSku))
        .exec(
            signedIn(prefix, "add to the cart", http -> http.post("/v1/cart/items"))
                .body(StringBody("{\"sku\": \"#{sku}\", \"quantity\": 1}"))
                .check(status().is(200)),
            signedIn(prefix, "change the cart", http -> http.patch("/v1/cart/items/#{sku}"))
                .body(StringBody("{\"quantity\": 3}"))
                .check(status().is(200)),
            signedIn(prefix, "look at the cart", http -> http.get("/v1/cart"))
                .check(status().is(200)),
            signedIn(prefix, "empty the cart", http -> http.delete("/v1/cart"))
                .check(status().is(200)));
  }

  /** Puts one thing into the cart and orders it. */
  ChainBuilder checkout(String prefix) {
    return feed(facts(this::customerAndSku))
        .exec(
            signedIn(prefix, "add to the cart to order", http -> http.post("/v1/cart/items"))
                .body(StringBody("{\"sku\": \"#{sku}\", \"quantity\": 1}"))
                .check(status().is(200)),
            signedIn(prefix, "quote", http -> http.post("/v1/orders:quote"))
                .body(StringBody("{" + ADDRESS + "}"))
                .check(status().is(200)),
            signedIn(prefix, "place the order", http -> http.post("/v1/orders"))
                .header("Idempotency-Key", "#{key}")
                .body(StringBody("{" + ADDRESS + ", \"payment\": {\"token\": \"tok_success\"}}"))
                .check(
                    status().is(200),
                    jsonPath("$.state").is("ORDER_STATE_PAID"),
                    jsonPath("$.orderId").saveAs("orderId")))
        .doIf(session -> session.contains("orderId"))
        .then(
            exec(
                signedIn(prefix, "look at the order", http -> http.get("/v1/orders/#{orderId}"))
                    .check(status().is(200))));
  }

  private Map<String, Object> customerAndSku() {
    return Map.of(
        "token", customers.get((int) (turn.getAndIncrement() % customers.size())),
        "sku", any(products).sku(),
        "key", UUID.randomUUID().toString());
  }

  private static HttpRequestActionBuilder get(String prefix, String name, String path) {
    return http(prefix + name).get(path).check(status().is(200));
  }

  private static HttpRequestActionBuilder signedIn(
      String prefix, String name, Function<Http, HttpRequestActionBuilder> request) {
    return request.apply(http(prefix + name)).header("Authorization", "Bearer #{token}");
  }

  /** What each visitor gets to know, made anew for each. */
  private static Iterator<Map<String, Object>> facts(Supplier<Map<String, Object>> each) {
    return Stream.generate(each).iterator();
  }

  private static <T> T any(List<T> all) {
    return all.get(ThreadLocalRandom.current().nextInt(all.size()));
  }
}
