package dev.souk.system.watch;

import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Browser;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.UUID;

/** A bit of everything that buyers, sellers, admins and strangers do, failures included. */
final class ShopTraffic {
  private static final int BUYER = 31;

  private final Shop shop;

  ShopTraffic(Shop shop) {
    this.shop = shop;
  }

  void drive() {
    browse();
    signIn();
    buy();
    payBack();
    fail();
  }

  private void browse() {
    Client anybody = shop.anonymous();
    String productId = anybody.get("/v1/products?pageSize=5").ok().at("/products/0/productId");
    for (int i = 0; i < 3; i++) {
      anybody.get("/v1/products/" + productId).ok();
      anybody.get("/v1/products:search?q=cake").ok();
    }
    anybody.get("/v1/products:bySku?sku=22423").ok();
    anybody.get("/v1/products:suggest?q=ca").ok();
    anybody.get("/v1/products/" + productId + ":related").ok();
    anybody.get("/v1/categories").ok();
    anybody.get("/v1/status").ok();
  }

  private void signIn() {
    Accounts accounts = shop.accounts();
    String email = "watch-" + UUID.randomUUID() + "@example.com";
    accounts.register(email);
    accounts.login(email, Accounts.PASSWORD).ok();
    accounts.login(email, "not-the-password").refused(401, "INVALID_CREDENTIALS");
    shop.anonymous().withToken("stale").get("/v1/users/me").refused(401, "TOKEN_INVALID");
    Client buyer = accounts.buyer(BUYER);
    buyer.get("/v1/users").refused(403, "ROLE_REQUIRED");
    buyer.get("/v1/users/me").ok();
    Answer key =
        buyer
            .post(
                "/v1/apiKeys",
                """
                {"name": "watch", "kind": "KIND_SECRET", "scopes": ["profile.read"]}
                """)
            .ok();
    shop.anonymous().withToken(key.at("/key")).get("/v1/users/me").ok();
  }

  private void buy() {
    String sku = Goods.offer(shop, 1999, 50);
    Client buyer = shop.accounts().buyer(BUYER);
    Goods.order(buyer, sku, 1, "tok_success").ok();
    Goods.order(buyer, sku, 1, "tok_declined").refused(400, "PAYMENT_DECLINED");
    Goods.order(buyer, sku, 1, "tok_3ds").refused(400, "PAYMENT_ACTION_REQUIRED");
    Goods.order(buyer, sku, 1_000, "tok_success").refused(400, "OUT_OF_STOCK");
    buyer.post(
        "/v1/orders:quote",
        "{" + Goods.CHECKOUT.substring(0, Goods.CHECKOUT.indexOf(", \"payment\"")) + "}");
    Browser guest = new Browser(shop);
    guest.post("/v1/cart/items", "{\"sku\": \"%s\", \"quantity\": 1}".formatted(sku)).ok();
  }

  private void payBack() {
    String sku = Goods.offer(shop, 1999, 50);
    Client admin = shop.accounts().admin();
    Client buyer = shop.accounts().buyer(BUYER);
    String cancelled = Goods.order(buyer, sku, 1, "tok_success").ok().at("/orderId");
    buyer.post("/v1/orders/" + cancelled + ":cancel", "{}").ok();
    String path = "/v1/orders/" + Goods.order(buyer, sku, 2, "tok_success").ok().at("/orderId");
    admin.post(path + ":pack", "{}").ok();
    admin.post(path + ":ship", "{\"carrier\": \"DHL\", \"trackingNumber\": \"1\"}").ok();
    admin.post(path + ":deliver", "{}").ok();
    String back =
        buyer
            .post(
                path + "/returns",
                "{\"items\": [{\"sku\": \"%s\", \"quantity\": 1}], \"reason\": \"small\"}"
                    .formatted(sku))
            .ok()
            .at("/returnId");
    admin.post("/v1/returns/" + back + ":approve", "{}").ok();
    admin
        .post(
            "/v1/returns/" + back + ":receive",
            "{\"items\": [{\"sku\": \"%s\", \"restock\": true}]}".formatted(sku))
        .ok();
    admin.post("/v1/returns/" + back + ":refund", "{}").ok();
    admin
        .withKey(UUID.randomUUID().toString())
        .post(path + ":refund", "{\"reason\": \"torn\"}")
        .ok();
  }

  private void fail() {
    shop.anonymous().get("/v1/nowhere").refused(404, "ROUTE_NOT_FOUND");
    shop.anonymous().get("/v1/products/prd_none").refused(404, "RESOURCE_NOT_FOUND");
    shop.anonymous().get("/v1/orders").refused(401, "TOKEN_MISSING");
  }
}
