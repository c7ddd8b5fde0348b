package dev.souk.cart;

import static dev.souk.cart.CartShop.add;
import static dev.souk.cart.CartShop.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.MoveSavedItemToCartRequest;
import dev.souk.cart.v1.RemoveCartItemRequest;
import dev.souk.cart.v1.SaveCartItemForLaterRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the catalog is asked, which remembers nothing here. */
class CatalogCallsTest {
  private static final int FULL = 90;

  @TempDir Path folder;
  private CartShop shop;
  private CartServiceBlockingStub carts;

  @BeforeEach
  void start() throws IOException {
    shop = new CartShop(folder, Map.of());
    carts = shop.carts("usr_1");
    for (int i = 0; i < 2 * FULL; i++) {
      shop.prices.put("S" + i, 100L + i);
    }
  }

  @AfterEach
  void stop() {
    shop.close();
  }

  @Test
  @DisplayName("64: whatever is in a cart, an operation asks the catalog once")
  void no_call_a_line() {
    for (int i = 0; i < FULL; i++) {
      add(carts, "S" + (FULL + i), 1);
      Cart _ =
          carts.saveCartItemForLater(
              SaveCartItemForLaterRequest.newBuilder().setSku("S" + (FULL + i)).build());
    }
    for (int i = 0; i < FULL - 1; i++) {
      add(carts, "S" + i, 1);
    }
    assertOneCall(() -> add(carts, "S89", 1));
    assertOneCall(() -> read(carts));
    assertOneCall(
        () -> carts.removeCartItem(RemoveCartItemRequest.newBuilder().setSku("S0").build()));
    Cart full =
        assertOneCall(() ->
            carts.moveSavedItemToCart(
                MoveSavedItemToCartRequest.newBuilder().setSku("S90").build()));
    assertThat(full.getItemsCount()).isEqualTo(FULL);
    assertThat(full.getSavedItemsCount()).isEqualTo(FULL - 1);
  }

  private Cart assertOneCall(Supplier<Cart> operation) {
    int before = shop.catalogCalls.get();
    Cart cart = operation.get();
    assertThat(shop.catalogCalls.get() - before).isEqualTo(1);
    return cart;
  }
}
