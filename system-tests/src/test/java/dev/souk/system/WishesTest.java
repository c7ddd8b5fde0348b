package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a buyer may want later, over HTTP. */
@ExtendWith(Shop.Running.class)
class WishesTest {

  @Test
  @DisplayName("66: a line is saved for later and comes back, and a wishlist is kept apart")
  void saved_and_wished(Shop shop) {
    Client buyer = shop.accounts().buyer(66);
    buyer.delete("/v1/cart").ok();
    String hat = Goods.offer(shop, 2000, 5);
    String cap = Goods.offer(shop, 900, 5);
    Goods.add(buyer, hat, 2).ok();
    Goods.add(buyer, cap, 1).ok();

    Answer saved = buyer.post("/v1/cart/items/" + hat + ":saveForLater", "{}").ok();
    assertThat(saved.at("/subtotal/minorUnits")).isEqualTo("900");
    assertThat(saved.at("/savedItems/0/sku")).isEqualTo(hat);
    assertThat(saved.at("/savedItems/0/lineTotal/minorUnits")).isEqualTo("4000");
    buyer.post("/v1/cart/items/" + hat + ":saveForLater", "{}").refused(404, "RESOURCE_NOT_FOUND");
    Answer back = buyer.post("/v1/cart/items/" + hat + ":moveToCart", "{}").ok();
    assertThat(back.at("/subtotal/minorUnits")).isEqualTo("4900");
    assertThat(back.json().at("/savedItems")).isEmpty();
    buyer.post("/v1/cart/items/" + cap + ":saveForLater", "{}").ok();
    assertThat(buyer.delete("/v1/cart/savedItems/" + cap).ok().json().at("/savedItems")).isEmpty();

    String wish = "{\"sku\": \"%s\"}";
    shop.anonymous().get("/v1/wishlist/items").refused(401, "TOKEN_MISSING");
    buyer.post("/v1/wishlist/items", wish.formatted(hat)).ok();
    Answer wished = buyer.post("/v1/wishlist/items", wish.formatted(cap)).ok();
    assertThat(wished.at("/items/0/sku")).isEqualTo(cap);
    assertThat(wished.at("/items/1/unitPrice/minorUnits")).isEqualTo("2000");
    assertThat(buyer.get("/v1/wishlist/items").ok().json()).isEqualTo(wished.json());
    buyer.post("/v1/wishlist/items", wish.formatted("NO-SUCH")).refused(404, "RESOURCE_NOT_FOUND");
    Answer left = buyer.delete("/v1/wishlist/items/" + cap).ok();
    assertThat(left.json().at("/items")).hasSize(1);
    assertThat(buyer.delete("/v1/wishlist/items").ok().json().at("/items")).isEmpty();
  }
}
