package dev.souk.cart;

import static dev.souk.cart.CartShop.add;
import static dev.souk.cart.CartShop.pounds;
import static dev.souk.cart.CartShop.read;
import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartItem;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.ClearCartRequest;
import dev.souk.cart.v1.MoveSavedItemToCartRequest;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.RemoveSavedItemRequest;
import dev.souk.cart.v1.SaveCartItemForLaterRequest;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved for later of carts, of which two lines can be. */
class SavedItemsTest {
  @TempDir static Path folder;
  private static CartShop shop;

  private final String user = new Ids(Clock.systemUTC()).next("usr");
  private final String guestId = CartShop.newGuestId();
  private final CartServiceBlockingStub carts = shop.carts(user);

  @BeforeAll
  static void start() throws IOException {
    shop = new CartShop(folder, Map.of("SOUK_CART_MAX_SAVED", "2"));
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void fillCatalog() {
    shop.prices.putAll(Map.of("HAT", 2000L, "SOCK", 250L, "CAP", 900L));
  }

  private static Cart save(CartServiceBlockingStub stub, String sku) {
    return stub.saveCartItemForLater(SaveCartItemForLaterRequest.newBuilder().setSku(sku).build());
  }

  private static Cart move(CartServiceBlockingStub stub, String sku) {
    return stub.moveSavedItemToCart(MoveSavedItemToCartRequest.newBuilder().setSku(sku).build());
  }

  private static List<Tuple> units(List<CartItem> items) {
    return items.stream().map(item -> tuple(item.getSku(), item.getQuantity())).toList();
  }

  @Test
  @DisplayName(
      "66: what is saved for later is shown with its price, and neither priced nor ordered")
  void saved_lines_are_shown_and_not_counted() {
    add(carts, "HAT", 2);
    Cart added = add(carts, "SOCK", 3);
    Cart cart = save(carts, "HAT");
    assertThat(cart.getSubtotal()).isEqualTo(pounds(750));
    assertThat(cart.getTotalQuantity()).isEqualTo(3);
    assertThat(cart.getEtag()).isNotEqualTo(added.getEtag());
    assertThat(units(cart.getItemsList())).containsExactly(tuple("SOCK", 3));
    assertThat(units(cart.getSavedItemsList())).containsExactly(tuple("HAT", 2));
    assertThat(cart.getSavedItems(0).getLineTotal()).isEqualTo(pounds(4000));

    shop.prices.put("HAT", 1800L);
    CartItem cheaper = read(carts).getSavedItems(0);
    assertThat(cheaper.getPriceChanged()).isTrue();
    assertThat(cheaper.getUnitPrice()).isEqualTo(pounds(1800));
    assertThat(cheaper.getPreviousUnitPrice()).isEqualTo(pounds(2000));
    assertThat(read(carts).getSavedItems(0).getPriceChanged()).isFalse();

    ReadCheckoutCartRequest request = ReadCheckoutCartRequest.newBuilder().setUserId(user).build();
    assertThat(
            CartServiceGrpc.newBlockingStub(shop.service("order-service"))
                .readCheckoutCart(request)
                .getLinesList())
        .extracting("sku")
        .containsExactly("SOCK");
  }

  @Test
  @DisplayName(
      "66: units add up when a line is saved and moved back, and clearing keeps what is saved")
  void there_and_back() {
    add(carts, "HAT", 2);
    save(carts, "HAT");
    add(carts, "HAT", 3);
    assertThat(units(save(carts, "HAT").getSavedItemsList())).containsExactly(tuple("HAT", 5));
    add(carts, "HAT", 1);
    assertThat(units(carts.clearCart(ClearCartRequest.getDefaultInstance()).getSavedItemsList()))
        .containsExactly(tuple("HAT", 5));
    add(carts, "HAT", 1);
    Cart back = move(carts, "HAT");
    assertThat(units(back.getItemsList())).containsExactly(tuple("HAT", 6));
    assertThat(back.getSavedItemsList()).isEmpty();
    assertThat(back.getSubtotal()).isEqualTo(pounds(12_000));
  }

  @Test
  void what_is_not_there_not_for_sale_or_too_much_is_refused_and_changes_nothing() {
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> save(carts, "HAT"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> move(carts, "HAT"));
    List.of("HAT", "SOCK", "CAP").forEach(sku -> add(carts, sku, 6000));
    save(carts, "HAT");
    save(carts, "SOCK");
    assertRefused(Reason.CART_LIMIT_EXCEEDED, () -> save(carts, "CAP"));
    add(carts, "HAT", 6000);
    assertRefused(Reason.CART_LIMIT_EXCEEDED, () -> save(carts, "HAT"));
    assertRefused(Reason.CART_LIMIT_EXCEEDED, () -> move(carts, "HAT"));
    shop.prices.remove("SOCK");
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> move(carts, "SOCK"));
    Cart cart = read(carts);
    assertThat(units(cart.getItemsList())).containsExactly(tuple("CAP", 6000), tuple("HAT", 6000));
    assertThat(units(cart.getSavedItemsList()))
        .containsExactly(tuple("HAT", 6000), tuple("SOCK", 6000));
    assertThat(cart.getSavedItems(1).getAvailable()).isZero();

    RemoveSavedItemRequest sock = RemoveSavedItemRequest.newBuilder().setSku("SOCK").build();
    assertThat(units(carts.removeSavedItem(sock).getSavedItemsList()))
        .containsExactly(tuple("HAT", 6000));
    assertThat(carts.removeSavedItem(sock).getSavedItemsCount()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "62, 66: what a guest saved for later comes along at sign-in, and what does not fit stays")
  void saved_lines_are_merged() {
    CartServiceBlockingStub guest = shop.guest(guestId);
    for (String sku : List.of("SOCK", "HAT")) {
      add(guest, sku, 1);
      save(guest, sku);
    }
    for (String sku : List.of("CAP", "HAT")) {
      add(carts, sku, 2);
      save(carts, sku);
    }
    CartServiceBlockingStub signedIn = shop.carts(user, guestId);
    Cart merged = read(signedIn);
    assertThat(units(merged.getSavedItemsList())).containsExactly(tuple("CAP", 2), tuple("HAT", 3));
    assertThat(units(read(guest).getSavedItemsList())).containsExactly(tuple("SOCK", 1));
    move(carts, "CAP");
    assertThat(units(read(signedIn).getSavedItemsList()))
        .containsExactly(tuple("HAT", 3), tuple("SOCK", 1));
    assertThat(read(guest).getSavedItemsList()).isEmpty();
  }
}
