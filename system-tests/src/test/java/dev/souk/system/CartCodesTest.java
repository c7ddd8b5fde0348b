package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A discount code in a cart over HTTP, until the order takes it. */
@ExtendWith(Shop.Running.class)
class CartCodesTest {

  @Test
  @DisplayName("71: a cart shows what its codes take off, and the order takes them with the lines")
  void a_code_in_a_cart(Shop shop) throws Exception {
    String code = "CART-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    shop.accounts()
        .admin()
        .post("/v1/discountCodes", "{\"code\": \"%s\", \"percentOff\": \"10\"}".formatted(code))
        .ok();
    Client buyer = shop.accounts().buyer(71);
    buyer.delete("/v1/cart").ok();
    Goods.add(buyer, Goods.offer(shop, 2000, 5), 2).ok();

    Answer cart = buyer.post("/v1/cart/discountCodes", "{\"code\": \"%s\"}".formatted(code)).ok();
    assertThat(cart.at("/discountCodes/0/amount/minorUnits")).isEqualTo("400");
    assertThat(cart.at("/discount/minorUnits")).isEqualTo("400");
    assertThat(cart.at("/total/minorUnits")).isEqualTo("3600");
    Answer unknown = buyer.post("/v1/cart/discountCodes", "{\"code\": \"NO-SUCH\"}").ok();
    assertThat(unknown.at("/discountCodes/1/obstacle")).isEqualTo("UNKNOWN");
    Answer removed = buyer.delete("/v1/cart/discountCodes/NO-SUCH").ok();
    assertThat(removed.json().at("/discountCodes")).hasSize(1);
    buyer.post("/v1/cart/discountCodes", "{\"code\": \"?\"}").refused(400, "INVALID_FIELD");

    Answer order = Goods.checkout(buyer.withKey(UUID.randomUUID().toString()), "tok_success").ok();
    assertThat(order.at("/total/minorUnits")).isEqualTo("3600");
    Answer left = buyer.get("/v1/cart").ok();
    assertThat(left.json().at("/items")).isEmpty();
    assertThat(left.json().at("/discountCodes")).isEmpty();
    shop.verify();
  }
}
