package dev.souk.cart;

import static dev.souk.cart.CartShop.pounds;
import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.cart.v1.AddWishlistItemRequest;
import dev.souk.cart.v1.ClearWishlistRequest;
import dev.souk.cart.v1.EraseUserRequest;
import dev.souk.cart.v1.ExportWishlistRequest;
import dev.souk.cart.v1.GetWishlistRequest;
import dev.souk.cart.v1.RemoveWishlistItemRequest;
import dev.souk.cart.v1.UserDataServiceGrpc;
import dev.souk.cart.v1.UserDataServiceGrpc.UserDataServiceBlockingStub;
import dev.souk.cart.v1.Wishlist;
import dev.souk.cart.v1.WishlistItem;
import dev.souk.cart.v1.WishlistServiceGrpc;
import dev.souk.cart.v1.WishlistServiceGrpc.WishlistServiceBlockingStub;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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
import redis.clients.jedis.RedisClient;

/** Wishlists, which hold 20 items here. */
class WishlistTest {
  private static final int LIMIT = 20;

  @TempDir static Path folder;
  private static CartShop shop;
  private static RedisClient redis;

  private final String user = new Ids(Clock.systemUTC()).next("usr");
  private final WishlistServiceBlockingStub wishlist = wishlist(user);

  @BeforeAll
  static void start() throws IOException {
    shop = new CartShop(folder, Map.of("SOUK_WISHLIST_MAX_ITEMS", Integer.toString(LIMIT)));
    redis = RedisClient.create(shop.redisUri());
    shop.prices.putAll(Map.of("HAT", 2000L, "SOCK", 250L));
    for (int i = 0; i <= LIMIT; i++) {
      shop.prices.put("W" + i, 100L + i);
    }
  }

  @AfterAll
  static void stop() {
    redis.close();
    shop.close();
  }

  private static WishlistServiceBlockingStub wishlist(String user) {
    return WishlistServiceGrpc.newBlockingStub(shop.identity.user(shop.server.grpcPort(), user));
  }

  private static UserDataServiceBlockingStub userData(String service) {
    return UserDataServiceGrpc.newBlockingStub(shop.service(service));
  }

  private Wishlist add(String sku) {
    return wishlist.addWishlistItem(AddWishlistItemRequest.newBuilder().setSku(sku).build());
  }

  private Wishlist remove(String sku) {
    return wishlist.removeWishlistItem(RemoveWishlistItemRequest.newBuilder().setSku(sku).build());
  }

  private Wishlist get() {
    return wishlist.getWishlist(GetWishlistRequest.getDefaultInstance());
  }

  private static List<String> skus(Wishlist wishlist) {
    return wishlist.getItemsList().stream().map(WishlistItem::getSku).toList();
  }

  private String key() {
    return "wishlist:{" + user + "}";
  }

  @Test
  @DisplayName("66: a wishlist is shown newest first with the catalog's prices, and never expires")
  void items_are_added_shown_and_removed() {
    assertThat(get()).isEqualTo(Wishlist.getDefaultInstance());
    add("HAT");
    Wishlist both = add("SOCK");
    assertThat(skus(both)).containsExactly("SOCK", "HAT");
    assertThat(both.getItems(0).getName()).isEqualTo("Fine SOCK");
    assertThat(both.getItems(0).getUnitPrice()).isEqualTo(pounds(250));
    assertThat(both.getItems(0).getAvailable()).isEqualTo(9);
    assertThat(both.getItems(0).hasAddTime()).isTrue();
    assertThat(add("HAT")).as("what is there is not added again").isEqualTo(both);
    assertThat(get()).isEqualTo(both);
    assertThat(redis.ttl(key())).as("no time to live").isEqualTo(-1);

    shop.prices.remove("SOCK");
    WishlistItem gone = get().getItems(0);
    shop.prices.put("SOCK", 250L);
    assertThat(gone.getName()).isEqualTo("Fine SOCK");
    assertThat(gone.hasUnitPrice()).isFalse();
    assertThat(gone.getAvailable()).isZero();

    assertThat(skus(remove("SOCK"))).containsExactly("HAT");
    assertThat(skus(remove("SOCK"))).containsExactly("HAT");
    add("SOCK");
    assertThat(wishlist.clearWishlist(ClearWishlistRequest.getDefaultInstance()).getItemsList())
        .isEmpty();
    assertThat(redis.exists(key())).isFalse();
  }

  @Test
  void whatever_it_holds_the_catalog_is_asked_once() {
    for (int i = 0; i < 10; i++) {
      add("W" + i);
    }
    int before = shop.catalogCalls.get();
    get();
    add("HAT");
    remove("HAT");
    assertThat(shop.catalogCalls.get() - before).isEqualTo(3);
  }

  @Test
  @DisplayName("66: what is unknown or too much is refused and changes nothing")
  void limits() {
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> add("NOPE"));
    assertRefused(Reason.INVALID_FIELD, () -> add(""));
    for (int i = 0; i < LIMIT; i++) {
      add("W" + i);
    }
    ApiException refusal = assertRefused(Reason.WISHLIST_LIMIT_EXCEEDED, () -> add("HAT"));
    assertThat(refusal.getMessage()).contains("20");
    assertThat(add("W3").getItemsCount()).isEqualTo(LIMIT);
  }

  @Test
  void a_wishlist_is_its_users_alone() {
    add("HAT");
    assertThat(wishlist("usr_other").getWishlist(GetWishlistRequest.getDefaultInstance()))
        .isEqualTo(Wishlist.getDefaultInstance());
    WishlistServiceBlockingStub nobody =
        WishlistServiceGrpc.newBlockingStub(shop.identity.anonymous(shop.server.grpcPort()));
    assertRefused(
        Reason.TOKEN_MISSING, () -> nobody.getWishlist(GetWishlistRequest.getDefaultInstance()));
  }

  @Test
  @DisplayName("66: changes at once are all kept")
  void changes_at_once() throws Exception {
    for (int i = 0; i < 10; i++) {
      add("W" + i);
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Wishlist>> changes = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        String leaving = "W" + i;
        String coming = "W" + (10 + i);
        changes.add(executor.submit(() -> remove(leaving)));
        changes.add(executor.submit(() -> add(coming)));
      }
      for (Future<Wishlist> change : changes) {
        assertThat(change.get()).isNotNull();
      }
    }
    assertThat(skus(get()))
        .containsExactlyInAnyOrder(
            "W10", "W11", "W12", "W13", "W14", "W15", "W16", "W17", "W18", "W19");
  }

  @Test
  @DisplayName(
      "30, 66: a wishlist is in the export of its user's data, and erased with the account")
  void export_and_erasure() {
    add("HAT");
    ExportWishlistRequest export = ExportWishlistRequest.newBuilder().setUserId(user).build();
    assertThat(userData("user-service").exportWishlist(export)).isEqualTo(get());
    assertRefused(
        Reason.CALLER_NOT_ALLOWED, () -> userData("order-service").exportWishlist(export));
    EraseUserRequest erase = EraseUserRequest.newBuilder().setUserId(user).build();
    var _ = userData("user-service").eraseUser(erase);
    var _ = userData("user-service").eraseUser(erase);
    assertThat(redis.exists(key())).isFalse();
    assertThat(userData("user-service").exportWishlist(export).getItemsList()).isEmpty();
  }

  @Test
  void a_corrupt_value_is_an_error_and_left_as_it_is() {
    for (String corrupt : List.of("rubbish", "{}", "{\"version\":\"\",\"items\":[]}")) {
      redis.set(key(), corrupt);
      assertThatThrownBy(this::get).hasMessageContaining("INTERNAL");
      assertThatThrownBy(() -> add("HAT")).hasMessageContaining("INTERNAL");
      assertThat(redis.get(key())).isEqualTo(corrupt);
    }
  }
}
