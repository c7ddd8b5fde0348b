package dev.souk.cart;

import static dev.souk.cart.CartShop.add;
import static dev.souk.cart.CartShop.pounds;
import static dev.souk.cart.CartShop.read;
import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartItem;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.ClearCartRequest;
import dev.souk.cart.v1.OrderedItem;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.RemoveCartItemRequest;
import dev.souk.cart.v1.RemoveOrderedItemsRequest;
import dev.souk.cart.v1.SetCartItemQuantityRequest;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server through its port, called as users and as order-service. */
class CartServerTest {
  @TempDir static Path folder;
  private static CartShop shop;
  private static CartServiceBlockingStub orders;

  private final String user = new Ids(Clock.systemUTC()).next("usr");
  private final CartServiceBlockingStub carts = shop.carts(user);

  @BeforeAll
  static void start() throws IOException {
    shop = new CartShop(folder, Map.of());
    shop.prices.put("HAT", 1999L);
    shop.prices.put("SOCK", 250L);
    orders = CartServiceGrpc.newBlockingStub(shop.service("order-service"));
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void fillCatalog() {
    shop.prices.put("HAT", 1999L);
    shop.catalogUp(true);
  }

  @Test
  void lines_are_added_changed_and_removed() {
    Cart added = add(carts, "HAT", 2);
    CartItem hat = added.getItems(0);
    assertThat(hat.getProductId()).isEqualTo("prd_HAT");
    assertThat(hat.getLineTotal()).isEqualTo(pounds(3998));
    assertThat(hat.getAvailable()).isEqualTo(9);
    assertThat(added.getExpireTime().getSeconds() - added.getUpdateTime().getSeconds())
        .isEqualTo(30L * 24 * 3600);
    Cart set =
        carts.setCartItemQuantity(
            SetCartItemQuantityRequest.newBuilder().setSku("HAT").setQuantity(5).build());
    assertThat(set.getTotalQuantity()).isEqualTo(5);
    assertThat(set.getEtag()).isNotEqualTo(added.getEtag());
    Cart removed = carts.removeCartItem(RemoveCartItemRequest.newBuilder().setSku("HAT").build());
    assertThat(removed.getItemsList()).isEmpty();
    assertThat(removed.hasSubtotal() || removed.hasUpdateTime()).isFalse();
  }

  @Test
  void a_price_that_changed_is_flagged_with_the_one_before() {
    add(carts, "HAT", 1);
    shop.prices.put("HAT", 2100L);
    CartItem flagged = read(carts).getItems(0);
    assertThat(flagged.getPriceChanged()).isTrue();
    assertThat(flagged.getPreviousUnitPrice()).isEqualTo(pounds(1999));
    CartItem known = read(carts).getItems(0);
    assertThat(known.getPriceChanged() || known.hasPreviousUnitPrice()).isFalse();
  }

  @Test
  void a_cart_is_its_users_alone() {
    add(carts, "HAT", 1);
    CartServiceBlockingStub other =
        CartServiceGrpc.newBlockingStub(shop.identity.user(shop.server.grpcPort(), "usr_other"));
    assertThat(read(other).getItemsList()).isEmpty();
    other.clearCart(ClearCartRequest.getDefaultInstance());
    assertThat(read(carts).getTotalQuantity()).isEqualTo(1);
    CartServiceBlockingStub nobody =
        CartServiceGrpc.newBlockingStub(shop.identity.anonymous(shop.server.grpcPort()));
    assertRefused(Reason.TOKEN_MISSING, () -> read(nobody));
  }

  @Test
  void order_service_reads_and_takes_out_what_is_ordered() {
    add(carts, "HAT", 2);
    ReadCheckoutCartRequest read = ReadCheckoutCartRequest.newBuilder().setUserId(user).build();
    assertThat(orders.readCheckoutCart(read).getLines(0).getShownUnitPrice())
        .isEqualTo(pounds(1999));
    RemoveOrderedItemsRequest ordered =
        RemoveOrderedItemsRequest.newBuilder()
            .setUserId(user)
            .setOrderId("ord_1")
            .addItems(OrderedItem.newBuilder().setSku("HAT").setQuantity(1))
            .build();
    orders.removeOrderedItems(ordered);
    orders.removeOrderedItems(ordered);
    assertThat(read(carts).getTotalQuantity()).isEqualTo(1);
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> carts.readCheckoutCart(read));
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> carts.removeOrderedItems(ordered));
  }

  @Test
  void an_idempotency_key_makes_an_add_happen_once() {
    CartServiceBlockingStub keyed =
        CartServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(
                shop.identity.user(shop.server.grpcPort(), user), "add-one-hat"));
    add(keyed, "HAT", 1);
    assertThat(add(keyed, "HAT", 1).getTotalQuantity()).isEqualTo(1);
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> add(keyed, "HAT", 2));
  }

  @Test
  void bad_input_is_named_and_changes_nothing() {
    assertRefused(Reason.INVALID_FIELD, () -> add(carts, "HAT", 0));
    assertRefused(Reason.INVALID_FIELD, () -> add(carts, "HAT", 1_000_000_000));
    assertRefused(Reason.INVALID_FIELD, () -> add(carts, "", 1));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> add(carts, "NOPE", 1));
    assertThat(read(carts)).isEqualTo(Cart.newBuilder().setEtag("0").build());
  }

  @Test
  void a_catalog_that_does_not_answer_is_unavailable() {
    add(carts, "HAT", 1);
    shop.catalogUp(false);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> add(carts, "SOCK", 1));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> read(carts));
    ReadCheckoutCartRequest read = ReadCheckoutCartRequest.newBuilder().setUserId(user).build();
    assertThat(orders.readCheckoutCart(read).getLinesList()).hasSize(1);
  }

  @Test
  void a_restart_of_redis_is_told_and_loses_nothing() {
    add(carts, "HAT", 3);
    shop.stopRedis();
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> read(carts));
    shop.startRedis();
    Cart kept = await().ignoreExceptions().until(() -> read(carts), cart -> true);
    assertThat(kept.getTotalQuantity()).isEqualTo(3);
  }
}
