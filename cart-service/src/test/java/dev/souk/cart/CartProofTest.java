package dev.souk.cart;

import static dev.souk.cart.CartShop.add;
import static dev.souk.cart.CartShop.read;
import static dev.souk.cart.Together.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartItem;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.RemoveCartItemRequest;
import dev.souk.cart.v1.SaveCartItemForLaterRequest;
import dev.souk.cart.v1.SetCartItemQuantityRequest;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of carts under load, through the ports of two instances. */
class CartProofTest {
  private static final int SKUS = 80;

  @TempDir static Path folder;
  private static CartShop shop;
  private static RunningServer second;

  private final String user = new Ids(Clock.systemUTC()).next("usr");
  private final CartServiceBlockingStub carts = shop.carts(user);
  private final List<CartServiceBlockingStub> instances =
      List.of(carts, CartServiceGrpc.newBlockingStub(shop.identity.user(second.grpcPort(), user)));

  @BeforeAll
  static void start() throws IOException {
    shop =
        new CartShop(
            folder,
            Map.of(
                "SOUK_CART_PRICE_MEMORY", "PT1S",
                "SOUK_DEFAULT_DEADLINE", "PT60S",
                "SOUK_REDIS_CONNECTIONS", "128",
                "SOUK_REDIS_PATIENCE", "PT30S"));
    second = shop.instance();
    for (int i = 0; i < SKUS; i++) {
      shop.prices.put("S" + i, 100L + i);
    }
  }

  @AfterAll
  static void stop() {
    second.close();
    shop.close();
  }

  @Test
  @DisplayName("59: 1,000 updates of one cart at once lose none")
  void a_thousand_updates() {
    together(1_000, i -> add(instances.get(i % 2), "S" + i % 10, 1));
    Cart cart = read(carts);
    assertThat(cart.getTotalQuantity()).isEqualTo(1_000);
    assertThat(cart.getItemsList()).hasSize(10).extracting(CartItem::getQuantity).containsOnly(100);
  }

  @Test
  @DisplayName("60, 66: updates of all kinds at once end as if they came one after the other")
  void all_kinds_of_updates() {
    for (int i = 0; i < 80; i++) {
      add(carts, "S" + i, 1);
    }
    together(
        80,
        i -> {
          CartServiceBlockingStub stub = instances.get(i % 2);
          String sku = "S" + i;
          Cart _ =
              switch (i % 4) {
                case 0 -> add(stub, sku, 2);
                case 1 ->
                    stub.setCartItemQuantity(
                        SetCartItemQuantityRequest.newBuilder().setSku(sku).setQuantity(7).build());
                case 2 ->
                    stub.removeCartItem(RemoveCartItemRequest.newBuilder().setSku(sku).build());
                default ->
                    stub.saveCartItemForLater(
                        SaveCartItemForLaterRequest.newBuilder().setSku(sku).build());
              };
        });
    Cart cart = read(carts);
    assertThat(cart.getItemsCount()).isEqualTo(40);
    assertThat(cart.getTotalQuantity()).isEqualTo(20 * 3 + 20 * 7);
    assertThat(cart.getSavedItemsCount()).isEqualTo(20);
  }

  @Test
  @DisplayName("62: 100 merges of guests' carts that race with updates lose and double no line")
  void a_hundred_merges() {
    List<String> guests = Stream.generate(CartShop::newGuestId).limit(100).toList();
    for (int i = 0; i < guests.size(); i++) {
      CartServiceBlockingStub guest = shop.guest(guests.get(i));
      add(guest, "S" + i % 20, 1);
      add(guest, "S" + (20 + i % 20), 2);
      if (i % 5 == 0) {
        Cart _ =
            guest.saveCartItemForLater(
                SaveCartItemForLaterRequest.newBuilder().setSku("S" + (20 + i % 20)).build());
      }
    }
    together(
        400,
        i -> {
          String guest = guests.get(i % 100);
          Cart _ =
              switch (i / 100) {
                case 0, 1 -> read(shop.carts(user, guest));
                case 2 -> add(instances.get(i % 2), "S" + i % 40, 1);
                default -> add(shop.carts(user, guest), "S" + i % 40, 1);
              };
        });
    Map<String, Integer> expected = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      expected.merge("S" + i % 20, 1, Integer::sum);
      expected.merge("S" + (20 + i % 20), 2, Integer::sum);
    }
    for (int i = 200; i < 400; i++) {
      expected.merge("S" + i % 40, 1, Integer::sum);
    }
    Cart cart = read(carts);
    assertThat(
            units(Stream.concat(cart.getItemsList().stream(), cart.getSavedItemsList().stream())))
        .isEqualTo(expected);
    assertThat(guests)
        .allSatisfy(guest -> assertThat(read(shop.guest(guest)).getItemsList()).isEmpty());
  }

  private static Map<String, Integer> units(Stream<CartItem> items) {
    Map<String, Integer> units = new HashMap<>();
    items.forEach(item -> units.merge(item.getSku(), item.getQuantity(), Integer::sum));
    return units;
  }
}
