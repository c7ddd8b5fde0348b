package dev.souk.cart;

import static dev.souk.cart.CartShop.add;
import static dev.souk.cart.CartShop.read;
import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.EraseUserRequest;
import dev.souk.cart.v1.ExportCartRequest;
import dev.souk.cart.v1.UserDataServiceGrpc;
import dev.souk.cart.v1.UserDataServiceGrpc.UserDataServiceBlockingStub;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** What user-service has exported and erased. */
class CartUserDataTest {
  @TempDir static Path folder;
  private static CartShop shop;

  private final String user = new Ids(Clock.systemUTC()).next("usr");
  private final CartServiceBlockingStub carts = shop.carts(user);

  @BeforeAll
  static void start() throws IOException {
    shop = new CartShop(folder, Map.of());
    shop.prices.put("HAT", 1999L);
    shop.prices.put("SOCK", 250L);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  private static UserDataServiceBlockingStub userData(String service) {
    return UserDataServiceGrpc.newBlockingStub(shop.service(service));
  }

  @Test
  void an_export_is_the_cart_as_its_owner_would_see_it_and_leaves_it_unseen() {
    shop.prices.put("EXPORTED", 1000L);
    Cart before = add(carts, "EXPORTED", 2);
    shop.prices.put("EXPORTED", 1200L);
    ExportCartRequest request = ExportCartRequest.newBuilder().setUserId(user).build();

    Cart exported = userData("user-service").exportCart(request);
    assertThat(exported.getCartId()).isEqualTo(before.getCartId());
    assertThat(exported.getItems(0).getQuantity()).isEqualTo(2);
    assertThat(exported.getItems(0).getPriceChanged()).isTrue();
    Cart shown = read(carts);
    assertThat(shown.getItems(0).getPriceChanged()).as("not seen before").isTrue();
    assertThat(exported.getItemsList()).isEqualTo(shown.getItemsList());

    assertThat(
            userData("user-service").exportCart(request.toBuilder().setUserId("usr_none").build()))
        .isEqualTo(Cart.newBuilder().setEtag("0").build());
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> userData("order-service").exportCart(request));
  }

  @Test
  void a_cart_that_is_erased_is_gone_and_one_that_is_not_there_too() {
    shop.prices.put("ERASED", 1000L);
    Cart _ = add(carts, "ERASED", 2);
    EraseUserRequest request = EraseUserRequest.newBuilder().setUserId(user).build();

    var _ = userData("user-service").eraseUser(request);
    var _ = userData("user-service").eraseUser(request);

    try (RedisClient client = RedisClient.create(shop.redisUri())) {
      assertThat(client.exists("cart:{" + user + "}")).isFalse();
    }
    assertThat(read(carts).getItemsList()).isEmpty();
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> userData("order-service").eraseUser(request));
  }
}
