package dev.souk.cart;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartItem;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.ClearCartRequest;
import dev.souk.cart.v1.GetCartRequest;
import dev.souk.cart.v1.OrderedItem;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.RemoveCartItemRequest;
import dev.souk.cart.v1.RemoveOrderedItemsRequest;
import dev.souk.cart.v1.SetCartItemQuantityRequest;
import dev.souk.embedded.EmbeddedRedis;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.product.v1.BatchGetOffersRequest;
import dev.souk.product.v1.BatchGetOffersResponse;
import dev.souk.product.v1.Offer;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.type.v1.Money;
import io.grpc.Channel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server through its port, called as people and as order-service; the catalog is scripted. */
class CartServerTest {
  @TempDir static Path folder;
  private static final Map<String, Long> prices = new ConcurrentHashMap<>();
  private static final AtomicBoolean catalogUp = new AtomicBoolean(true);
  private static EmbeddedRedis redis;
  private static TestIdentity identity;
  private static Server catalog;
  private static RunningServer server;
  private static CartServiceBlockingStub orders;

  private final String user = new Ids(Clock.systemUTC()).next("usr");
  private final CartServiceBlockingStub carts = stub(identity.user(server.grpcPort(), user));

  @BeforeAll
  static void start() throws IOException {
    redis = EmbeddedRedis.start(Files.createDirectory(folder.resolve("redis")), 0);
    identity = new TestIdentity(folder);
    catalog =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Catalog())
            .build()
            .start();
    Map<String, String> env = new HashMap<>(identity.env());
    env.putAll(redis.settings());
    env.put("SOUK_PRODUCT_TARGET", "127.0.0.1:" + catalog.getPort());
    env.put("SOUK_CART_PRICE_MEMORY", "PT0S");
    server = CartServer.start(env);
    orders = stub(identity.service(server.grpcPort(), "cart-service", "order-service"));
  }

  @AfterAll
  static void stop() {
    server.close();
    catalog.shutdownNow();
    identity.close();
    redis.close();
  }

  @BeforeEach
  void fillCatalog() {
    prices.put("HAT", 1999L);
    prices.put("SOCK", 250L);
    catalogUp.set(true);
  }

  @Test
  void lines_are_added_changed_and_removed() {
    Cart added = carts.addCartItem(add("HAT", 2));
    CartItem hat = added.getItems(0);
    assertThat(hat.getProductId()).isEqualTo("prd_HAT");
    assertThat(hat.getLineTotal()).isEqualTo(gbp(3998));
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
    carts.addCartItem(add("HAT", 1));
    prices.put("HAT", 2100L);
    CartItem flagged = carts.getCart(GetCartRequest.getDefaultInstance()).getItems(0);
    assertThat(flagged.getPriceChanged()).isTrue();
    assertThat(flagged.getPreviousUnitPrice()).isEqualTo(gbp(1999));
    CartItem known = carts.getCart(GetCartRequest.getDefaultInstance()).getItems(0);
    assertThat(known.getPriceChanged() || known.hasPreviousUnitPrice()).isFalse();
  }

  @Test
  void a_cart_is_its_users_alone() {
    carts.addCartItem(add("HAT", 1));
    CartServiceBlockingStub other = stub(identity.user(server.grpcPort(), "usr_other"));
    assertThat(other.getCart(GetCartRequest.getDefaultInstance()).getItemsList()).isEmpty();
    other.clearCart(ClearCartRequest.getDefaultInstance());
    assertThat(carts.getCart(GetCartRequest.getDefaultInstance()).getTotalQuantity()).isEqualTo(1);
    CartServiceBlockingStub nobody = stub(identity.anonymous(server.grpcPort()));
    assertRefused(Reason.TOKEN_MISSING, () -> nobody.getCart(GetCartRequest.getDefaultInstance()));
  }

  @Test
  void order_service_reads_and_takes_out_what_is_ordered() {
    carts.addCartItem(add("HAT", 2));
    ReadCheckoutCartRequest read = ReadCheckoutCartRequest.newBuilder().setUserId(user).build();
    assertThat(orders.readCheckoutCart(read).getLines(0).getShownUnitPrice()).isEqualTo(gbp(1999));
    RemoveOrderedItemsRequest ordered =
        RemoveOrderedItemsRequest.newBuilder()
            .setUserId(user)
            .setOrderId("ord_1")
            .addItems(OrderedItem.newBuilder().setSku("HAT").setQuantity(1))
            .build();
    orders.removeOrderedItems(ordered);
    orders.removeOrderedItems(ordered);
    assertThat(carts.getCart(GetCartRequest.getDefaultInstance()).getTotalQuantity()).isEqualTo(1);
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> carts.readCheckoutCart(read));
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> carts.removeOrderedItems(ordered));
  }

  @Test
  void an_idempotency_key_makes_an_add_happen_once() {
    CartServiceBlockingStub keyed =
        stub(
            TestIdentity.withIdempotencyKey(identity.user(server.grpcPort(), user), "add-one-hat"));
    keyed.addCartItem(add("HAT", 1));
    assertThat(keyed.addCartItem(add("HAT", 1)).getTotalQuantity()).isEqualTo(1);
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> keyed.addCartItem(add("HAT", 2)));
  }

  @Test
  void bad_input_is_named_and_changes_nothing() {
    assertRefused(Reason.INVALID_FIELD, () -> carts.addCartItem(add("HAT", 0)));
    assertRefused(Reason.INVALID_FIELD, () -> carts.addCartItem(add("HAT", 1_000_000_000)));
    assertRefused(Reason.INVALID_FIELD, () -> carts.addCartItem(add("", 1)));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> carts.addCartItem(add("NOPE", 1)));
    assertThat(carts.getCart(GetCartRequest.getDefaultInstance()))
        .isEqualTo(Cart.newBuilder().setEtag("0").build());
  }

  @Test
  void a_catalog_that_does_not_answer_is_unavailable() {
    carts.addCartItem(add("HAT", 1));
    catalogUp.set(false);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> carts.addCartItem(add("SOCK", 1)));
    assertRefused(
        Reason.DEPENDENCY_UNAVAILABLE, () -> carts.getCart(GetCartRequest.getDefaultInstance()));
    ReadCheckoutCartRequest read = ReadCheckoutCartRequest.newBuilder().setUserId(user).build();
    assertThat(orders.readCheckoutCart(read).getLinesList()).hasSize(1);
  }

  @Test
  void a_restart_of_redis_is_told_and_loses_nothing() {
    carts.addCartItem(add("HAT", 3));
    int port = redis.port();
    redis.close();
    assertRefused(
        Reason.DEPENDENCY_UNAVAILABLE, () -> carts.getCart(GetCartRequest.getDefaultInstance()));
    redis = EmbeddedRedis.start(folder.resolve("redis"), port);
    Cart kept =
        await()
            .ignoreExceptions()
            .until(() -> carts.getCart(GetCartRequest.getDefaultInstance()), cart -> true);
    assertThat(kept.getTotalQuantity()).isEqualTo(3);
  }

  private static AddCartItemRequest add(String sku, int quantity) {
    return AddCartItemRequest.newBuilder().setSku(sku).setQuantity(quantity).build();
  }

  private static Money gbp(long pence) {
    return Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(pence).build();
  }

  private static CartServiceBlockingStub stub(Channel channel) {
    return CartServiceGrpc.newBlockingStub(channel);
  }

  private static final class Catalog extends ProductServiceGrpc.ProductServiceImplBase {
    @Override
    public void batchGetOffers(
        BatchGetOffersRequest request, StreamObserver<BatchGetOffersResponse> observer) {
      if (!catalogUp.get()) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      BatchGetOffersResponse.Builder answer = BatchGetOffersResponse.newBuilder();
      request.getSkusList().stream()
          .filter(prices::containsKey)
          .forEach(sku ->
              answer.addOffers(
                  Offer.newBuilder()
                      .setSku(sku)
                      .setProductId("prd_" + sku)
                      .setName("Fine " + sku)
                      .setPrice(gbp(prices.getOrDefault(sku, 0L)))
                      .setAvailable(9)));
      observer.onNext(answer.build());
      observer.onCompleted();
    }
  }
}
