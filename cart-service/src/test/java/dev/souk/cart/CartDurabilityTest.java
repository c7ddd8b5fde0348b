package dev.souk.cart;

import static dev.souk.cart.CartShop.add;
import static dev.souk.cart.CartShop.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.cart.v1.AddDiscountCodeRequest;
import dev.souk.cart.v1.AddWishlistItemRequest;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.GetWishlistRequest;
import dev.souk.cart.v1.SaveCartItemForLaterRequest;
import dev.souk.cart.v1.Wishlist;
import dev.souk.cart.v1.WishlistServiceGrpc;
import dev.souk.cart.v1.WishlistServiceGrpc.WishlistServiceBlockingStub;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Redis answered is there after a kill -9 of it. */
class CartDurabilityTest {
  @TempDir static Path folder;

  @Test
  @DisplayName("59: carts and wishlists survive a crash and a restart of Redis exactly")
  void a_crash_of_redis() throws Exception {
    try (CartShop shop = new CartShop(folder, Map.of())) {
      shop.prices.putAll(Map.of("HAT", 2000L, "SOCK", 250L, "CAP", 900L));
      CartServiceBlockingStub carts = shop.carts("usr_1");
      add(carts, "HAT", 2);
      add(carts, "SOCK", 3);
      Cart _ =
          carts.saveCartItemForLater(
              SaveCartItemForLaterRequest.newBuilder().setSku("HAT").build());
      Cart before =
          carts.addDiscountCode(AddDiscountCodeRequest.newBuilder().setCode("SPRING").build());
      WishlistServiceBlockingStub wishes =
          WishlistServiceGrpc.newBlockingStub(shop.identity.user(shop.server.grpcPort(), "usr_1"));
      Wishlist wished =
          wishes.addWishlistItem(AddWishlistItemRequest.newBuilder().setSku("CAP").build());

      shop.crashRedis();
      Cart after = await().ignoreExceptions().until(() -> read(carts), cart -> true);
      assertThat(after).isEqualTo(before);
      assertThat(wishes.getWishlist(GetWishlistRequest.getDefaultInstance())).isEqualTo(wished);
      assertThat(add(carts, "SOCK", 1).getTotalQuantity()).isEqualTo(4);
    }
  }
}
