package dev.souk.system.shop;

import java.util.UUID;

/** Things for sale that a test makes for itself. */
public final class Goods {
  /** Where test orders go, and how they are paid, as the members of a JSON object. */
  public static final String CHECKOUT =
      """
      "shippingAddress": {"recipient": "Ada Lovelace", "line1": "12 St James's Square", "city": "London",
        "postalCode": "SW1Y 4JH", "countryCode": "GB"}, "payment": {"token": "tok_success"}
      """;

  private Goods() {}

  /** A new SKU. */
  public static String newSku() {
    return "TEST-" + UUID.randomUUID().toString().substring(0, 13);
  }

  /** Offers a new product with one variant, and puts units into stock; its SKU. */
  public static String offer(Shop shop, long pence, int stock) {
    String sku = newSku();
    Client seller = shop.accounts().seller();
    seller.post("/v1/products", product(sku, pence)).ok();
    if (stock > 0) {
      adjust(shop, sku, stock);
    }
    return sku;
  }

  /** Changes the stock of a SKU. */
  public static void adjust(Shop shop, String sku, int delta) {
    shop.accounts()
        .seller()
        .post(
            "/v1/inventory/" + sku + ":adjust",
            "{\"delta\": %d, \"reason\": \"RESTOCK\"}".formatted(delta))
        .ok();
  }

  /** An active product as JSON. */
  public static String product(String sku, long pence) {
    return """
    {"name": "Hat %s", "status": "PRODUCT_STATUS_ACTIVE",
     "variants": [{"sku": "%s", "price": {"currencyCode": "GBP", "minorUnits": "%d"}}]}
    """
        .formatted(sku, sku, pence);
  }

  /** Empties the buyer's cart, puts one line in, and orders it under a new key. */
  public static Answer order(Client buyer, String sku, int quantity, String token) {
    buyer.delete("/v1/cart").ok();
    add(buyer, sku, quantity).ok();
    return checkout(buyer.withKey(UUID.randomUUID().toString()), token);
  }

  /** Adds a line to the buyer's cart. */
  public static Answer add(Client buyer, String sku, int quantity) {
    return buyer.post(
        "/v1/cart/items", "{\"sku\": \"%s\", \"quantity\": %d}".formatted(sku, quantity));
  }

  /** Orders what is in the buyer's cart. */
  public static Answer checkout(Client buyer, String token) {
    return buyer.post("/v1/orders", "{" + CHECKOUT.replace("tok_success", token) + "}");
  }

  /** The stock of a SKU, as {@code on hand/reserved/available}. */
  public static String stock(Shop shop, String sku) {
    Answer level = shop.anonymous().get("/v1/inventory/" + sku).ok();
    return level.at("/onHand") + "/" + level.at("/reserved") + "/" + level.at("/available");
  }
}
