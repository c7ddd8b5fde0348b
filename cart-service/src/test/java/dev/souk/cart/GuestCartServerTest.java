package dev.souk.cart;

import static dev.souk.cart.CartShop.add;
import static dev.souk.cart.CartShop.newGuestId;
import static dev.souk.cart.CartShop.read;
import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.souk.cart.domain.CartLifetimes;
import dev.souk.cart.domain.CartLimits;
import dev.souk.cart.domain.CartOwner.Guest;
import dev.souk.cart.domain.CartOwner.User;
import dev.souk.cart.domain.GuestMerge;
import dev.souk.cart.store.RedisCartStore;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartItem;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.CheckoutLine;
import dev.souk.cart.v1.ClearCartRequest;
import dev.souk.cart.v1.OrderedItem;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.RemoveCartItemRequest;
import dev.souk.cart.v1.RemoveOrderedItemsRequest;
import dev.souk.cart.v1.SetCartItemQuantityRequest;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Guests;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** The server through its port, called as guests and as who they are once they sign in. */
class GuestCartServerTest {
  @TempDir static Path folder;
  private static CartShop shop;
  private static CartServiceBlockingStub orders;

  private final String user = new Ids(Clock.systemUTC()).next("usr");
  private final CartServiceBlockingStub carts = shop.carts(user);

  @BeforeAll
  static void start() throws IOException {
    shop = new CartShop(folder, Map.of("SOUK_GUEST_CART_TTL", "P3D"));
    shop.prices.put("HAT", 1999L);
    shop.prices.put("SOCK", 250L);
    orders = CartServiceGrpc.newBlockingStub(shop.service("order-service"));
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @Test
  void a_guest_has_a_cart_of_its_own() {
    CartServiceBlockingStub guest = shop.guest(newGuestId());
    Cart added = add(guest, "HAT", 2);
    assertThat(added.getExpireTime().getSeconds() - added.getUpdateTime().getSeconds())
        .isEqualTo(3L * 24 * 3600);
    assertThat(read(guest).getTotalQuantity()).isEqualTo(2);
    CartServiceBlockingStub other = shop.guest(newGuestId());
    assertThat(read(other).getItemsList()).isEmpty();
    guest.setCartItemQuantity(
        SetCartItemQuantityRequest.newBuilder().setSku("HAT").setQuantity(1).build());
    guest.removeCartItem(RemoveCartItemRequest.newBuilder().setSku("HAT").build());
    assertThat(guest.clearCart(ClearCartRequest.getDefaultInstance()).getItemsList()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAA+/",
        "AAAAAAAAAAAAAAAAAAAA==",
        "AAAAAAAAAA}{AAAAAAAAAA",
        "AAAAAAAAAA AAAAAAAAAAA",
        " ",
      })
  void a_guest_id_that_the_gateway_does_not_make_is_refused(String id) {
    CartServiceBlockingStub guest = shop.guest(id);
    CartServiceBlockingStub signedIn = shop.carts(user, id);
    assertRefused(Reason.INVALID_FIELD, () -> read(guest));
    assertRefused(Reason.INVALID_FIELD, () -> read(signedIn));
  }

  @Test
  void a_guest_with_a_bad_token_is_refused() {
    CartServiceBlockingStub expired =
        CartServiceGrpc.newBlockingStub(
            TestIdentity.with(
                shop.identity.withToken(shop.server.grpcPort(), "rubbish"),
                Headers.GUEST_ID,
                newGuestId()));
    assertRefused(Reason.TOKEN_INVALID, () -> read(expired));
  }

  @Test
  void a_guests_cart_is_in_the_users_at_the_first_signed_in_touch() {
    String id = newGuestId();
    add(shop.guest(id), "HAT", 2);
    add(shop.guest(id), "SOCK", 1);
    add(carts, "HAT", 1);
    Cart merged = add(shop.carts(user, id), "HAT", 1);
    assertThat(merged.getItemsList())
        .extracting(CartItem::getSku, CartItem::getQuantity)
        .containsExactly(tuple("HAT", 4), tuple("SOCK", 1));
    assertThat(read(shop.guest(id)).getItemsList()).isEmpty();
    assertThat(read(carts).getTotalQuantity()).isEqualTo(5);
  }

  @Test
  void a_merge_holds_also_where_the_call_is_refused() {
    String id = newGuestId();
    add(shop.guest(id), "HAT", 2);
    CartServiceBlockingStub signedIn = shop.carts(user, id);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> add(signedIn, "NOPE", 1));
    assertThat(read(carts).getTotalQuantity()).isEqualTo(2);
  }

  @Test
  void touches_at_once_of_two_instances_merge_once() throws Exception {
    String id = newGuestId();
    add(shop.guest(id), "HAT", 5);
    CartServiceBlockingStub guest = shop.guest(id);
    try (RunningServer second = shop.instance();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CartServiceBlockingStub> instances =
          List.of(
              shop.carts(user, id),
              CartServiceGrpc.newBlockingStub(
                  TestIdentity.with(
                      shop.identity.user(second.grpcPort(), user), Headers.GUEST_ID, id)));
      List<Future<Cart>> touches = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        CartServiceBlockingStub signedIn = instances.get(i % 2);
        touches.add(executor.submit(() -> read(signedIn)));
        if (i % 4 == 0) {
          touches.add(executor.submit(() -> add(guest, "SOCK", 1)));
        }
      }
      for (Future<Cart> touch : touches) {
        assertThat(touch.get()).isNotNull();
      }
    }
    Cart merged = read(shop.carts(user, id));
    assertThat(merged.getItemsList())
        .extracting(CartItem::getSku, CartItem::getQuantity)
        .containsExactlyInAnyOrder(tuple("HAT", 5), tuple("SOCK", 8));
  }

  @Test
  void what_a_guest_wanted_is_in_the_cart_that_is_ordered() {
    String id = newGuestId();
    add(shop.guest(id), "HAT", 2);
    add(carts, "HAT", 1);
    ReadCheckoutCartRequest request =
        ReadCheckoutCartRequest.newBuilder().setUserId(user).setGuestId(id).build();
    assertThat(orders.readCheckoutCart(request).getLinesList())
        .extracting(CheckoutLine::getSku, CheckoutLine::getQuantity)
        .containsExactly(tuple("HAT", 3));
    ReadCheckoutCartRequest malformed =
        ReadCheckoutCartRequest.newBuilder().setUserId(user).setGuestId("x").build();
    assertRefused(Reason.INVALID_FIELD, () -> orders.readCheckoutCart(malformed));
  }

  @Test
  @DisplayName("80: what a guest ordered leaves the guest's cart once, and what came later stays")
  void what_a_guest_ordered_leaves_the_cart_once() {
    String id = newGuestId();
    add(shop.guest(id), "HAT", 3);
    RemoveOrderedItemsRequest ordered =
        RemoveOrderedItemsRequest.newBuilder()
            .setGuestHash(Guests.hashIn(Guests.ownerId(id)).orElseThrow())
            .setOrderId("ord_guest")
            .addItems(OrderedItem.newBuilder().setSku("HAT").setQuantity(2))
            .build();
    orders.removeOrderedItems(ordered);
    orders.removeOrderedItems(ordered);
    assertThat(read(shop.guest(id)).getItemsList())
        .extracting(CartItem::getSku, CartItem::getQuantity)
        .containsExactly(tuple("HAT", 1));
    RemoveOrderedItemsRequest both = ordered.toBuilder().setUserId(user).build();
    assertRefused(Reason.INVALID_FIELD, () -> orders.removeOrderedItems(both));
    RemoveOrderedItemsRequest nobody = ordered.toBuilder().clearGuestHash().build();
    assertRefused(Reason.INVALID_FIELD, () -> orders.removeOrderedItems(nobody));
    RemoveOrderedItemsRequest unhashed = ordered.toBuilder().setGuestHash(id).build();
    assertRefused(Reason.INVALID_FIELD, () -> orders.removeOrderedItems(unhashed));
  }

  @Test
  void a_merge_that_a_crash_and_a_restart_of_redis_cut_short_is_finished() {
    String id = newGuestId();
    add(shop.guest(id), "HAT", 2);
    try (RedisClient client = RedisClient.create(shop.redisUri())) {
      FaultyStore store =
          new FaultyStore(
              new RedisCartStore(
                  client,
                  new CartLifetimes(Duration.ofDays(30), Duration.ofDays(20)),
                  new SecureRandom()));
      store.failAt(
          6,
          true,
          () -> {
            throw new IllegalStateException("crash");
          });
      GuestMerge merge =
          new GuestMerge(
              store, new CartLimits(90, 10_000, 90), attempt -> false, Clock.systemUTC());
      assertThatThrownBy(() -> merge.merge(new Guest(id), new User(user))).hasMessage("crash");
    }
    shop.stopRedis();
    shop.startRedis();
    CartServiceBlockingStub signedIn = shop.carts(user, id);
    Cart kept = await().ignoreExceptions().until(() -> read(signedIn), cart -> true);
    assertThat(kept.getTotalQuantity()).isEqualTo(2);
    assertThat(read(shop.guest(id)).getItemsList()).isEmpty();
  }
}
