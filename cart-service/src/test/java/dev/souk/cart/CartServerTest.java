package dev.souk.cart;

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
import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartItem;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.CheckoutLine;
import dev.souk.cart.v1.ClearCartRequest;
import dev.souk.cart.v1.EraseUserRequest;
import dev.souk.cart.v1.ExportCartRequest;
import dev.souk.cart.v1.GetCartRequest;
import dev.souk.cart.v1.OrderedItem;
import dev.souk.cart.v1.ReadCheckoutCartRequest;
import dev.souk.cart.v1.RemoveCartItemRequest;
import dev.souk.cart.v1.RemoveOrderedItemsRequest;
import dev.souk.cart.v1.SetCartItemQuantityRequest;
import dev.souk.cart.v1.UserDataServiceGrpc;
import dev.souk.cart.v1.UserDataServiceGrpc.UserDataServiceBlockingStub;
import dev.souk.embedded.EmbeddedRedis;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Guests;
import dev.souk.kit.identity.Headers;
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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** The server through its port, called as people and as order-service; the catalog is scripted. */
class CartServerTest {
  @TempDir static Path folder;
  private static final Map<String, Long> prices = new ConcurrentHashMap<>();
  private static final AtomicBoolean catalogUp = new AtomicBoolean(true);
  private static EmbeddedRedis redis;
  private static TestIdentity identity;
  private static Server catalog;
  private static Map<String, String> env = Map.of();
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
    env = new HashMap<>(identity.env());
    env.putAll(redis.settings());
    env.put("SOUK_PRODUCT_TARGET", "127.0.0.1:" + catalog.getPort());
    env.put("SOUK_ORDER_TARGET", "127.0.0.1:1");
    env.put("SOUK_CART_PRICE_MEMORY", "PT0S");
    env.put("SOUK_GUEST_CART_TTL", "P3D");
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

  private static UserDataServiceBlockingStub userData(String service) {
    return UserDataServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "cart-service", service));
  }

  @Test
  void an_export_is_the_cart_as_its_owner_would_see_it_and_leaves_it_unseen() {
    prices.put("EXPORTED", 1000L);
    Cart before =
        carts.addCartItem(
            AddCartItemRequest.newBuilder().setSku("EXPORTED").setQuantity(2).build());
    prices.put("EXPORTED", 1200L);
    ExportCartRequest request = ExportCartRequest.newBuilder().setUserId(user).build();

    Cart exported = userData("user-service").exportCart(request);
    assertThat(exported.getCartId()).isEqualTo(before.getCartId());
    assertThat(exported.getItems(0).getQuantity()).isEqualTo(2);
    assertThat(exported.getItems(0).getPriceChanged()).isTrue();
    Cart shown = carts.getCart(GetCartRequest.getDefaultInstance());
    assertThat(shown.getItems(0).getPriceChanged()).as("not seen before").isTrue();
    assertThat(exported.getItemsList()).isEqualTo(shown.getItemsList());

    assertThat(
            userData("user-service").exportCart(request.toBuilder().setUserId("usr_none").build()))
        .isEqualTo(Cart.newBuilder().setEtag("0").build());
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> userData("order-service").exportCart(request));
  }

  @Test
  void a_cart_that_is_erased_is_gone_and_one_that_is_not_there_too() {
    prices.put("ERASED", 1000L);
    Cart _ =
        carts.addCartItem(AddCartItemRequest.newBuilder().setSku("ERASED").setQuantity(2).build());
    EraseUserRequest request = EraseUserRequest.newBuilder().setUserId(user).build();

    var _ = userData("user-service").eraseUser(request);
    var _ = userData("user-service").eraseUser(request);

    try (RedisClient client = RedisClient.create(redis.uri())) {
      assertThat(client.exists("cart:{" + user + "}")).isFalse();
    }
    assertThat(carts.getCart(GetCartRequest.getDefaultInstance()).getItemsList()).isEmpty();
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> userData("order-service").eraseUser(request));
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
  void a_guest_has_a_cart_of_its_own() {
    CartServiceBlockingStub guest = guest(newGuestId());
    Cart added = guest.addCartItem(add("HAT", 2));
    assertThat(added.getExpireTime().getSeconds() - added.getUpdateTime().getSeconds())
        .isEqualTo(3L * 24 * 3600);
    assertThat(guest.getCart(GetCartRequest.getDefaultInstance()).getTotalQuantity()).isEqualTo(2);
    CartServiceBlockingStub other = guest(newGuestId());
    assertThat(other.getCart(GetCartRequest.getDefaultInstance()).getItemsList()).isEmpty();
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
    CartServiceBlockingStub guest = guest(id);
    CartServiceBlockingStub signedIn = signedIn(user, id);
    assertRefused(Reason.INVALID_FIELD, () -> guest.getCart(GetCartRequest.getDefaultInstance()));
    assertRefused(
        Reason.INVALID_FIELD, () -> signedIn.getCart(GetCartRequest.getDefaultInstance()));
  }

  @Test
  void a_guest_with_a_bad_token_is_refused() {
    CartServiceBlockingStub expired =
        stub(
            TestIdentity.with(
                identity.withToken(server.grpcPort(), "rubbish"), Headers.GUEST_ID, newGuestId()));
    assertRefused(Reason.TOKEN_INVALID, () -> expired.getCart(GetCartRequest.getDefaultInstance()));
  }

  @Test
  void a_guests_cart_is_in_the_users_at_the_first_signed_in_touch() {
    String id = newGuestId();
    guest(id).addCartItem(add("HAT", 2));
    guest(id).addCartItem(add("SOCK", 1));
    carts.addCartItem(add("HAT", 1));
    Cart merged = signedIn(user, id).addCartItem(add("HAT", 1));
    assertThat(merged.getItemsList())
        .extracting(CartItem::getSku, CartItem::getQuantity)
        .containsExactly(tuple("HAT", 4), tuple("SOCK", 1));
    assertThat(guest(id).getCart(GetCartRequest.getDefaultInstance()).getItemsList()).isEmpty();
    assertThat(carts.getCart(GetCartRequest.getDefaultInstance()).getTotalQuantity()).isEqualTo(5);
  }

  @Test
  void a_merge_holds_also_where_the_call_is_refused() {
    String id = newGuestId();
    guest(id).addCartItem(add("HAT", 2));
    CartServiceBlockingStub signedIn = signedIn(user, id);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> signedIn.addCartItem(add("NOPE", 1)));
    assertThat(carts.getCart(GetCartRequest.getDefaultInstance()).getTotalQuantity()).isEqualTo(2);
  }

  @Test
  void touches_at_once_of_two_instances_merge_once() throws Exception {
    String id = newGuestId();
    guest(id).addCartItem(add("HAT", 5));
    CartServiceBlockingStub guest = guest(id);
    try (RunningServer second = CartServer.start(env);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CartServiceBlockingStub> instances =
          List.of(signedIn(server, user, id), signedIn(second, user, id));
      List<Future<Cart>> touches = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        CartServiceBlockingStub signedIn = instances.get(i % 2);
        touches.add(executor.submit(() -> signedIn.getCart(GetCartRequest.getDefaultInstance())));
        if (i % 4 == 0) {
          touches.add(executor.submit(() -> guest.addCartItem(add("SOCK", 1))));
        }
      }
      for (Future<Cart> touch : touches) {
        assertThat(touch.get()).isNotNull();
      }
    }
    Cart merged = signedIn(server, user, id).getCart(GetCartRequest.getDefaultInstance());
    assertThat(merged.getItemsList())
        .extracting(CartItem::getSku, CartItem::getQuantity)
        .containsExactlyInAnyOrder(tuple("HAT", 5), tuple("SOCK", 8));
  }

  @Test
  void what_a_guest_wanted_is_in_the_cart_that_is_ordered() {
    String id = newGuestId();
    guest(id).addCartItem(add("HAT", 2));
    carts.addCartItem(add("HAT", 1));
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
    guest(id).addCartItem(add("HAT", 3));
    RemoveOrderedItemsRequest ordered =
        RemoveOrderedItemsRequest.newBuilder()
            .setGuestHash(Guests.hashIn(Guests.ownerId(id)).orElseThrow())
            .setOrderId("ord_guest")
            .addItems(OrderedItem.newBuilder().setSku("HAT").setQuantity(2))
            .build();
    orders.removeOrderedItems(ordered);
    orders.removeOrderedItems(ordered);
    assertThat(guest(id).getCart(GetCartRequest.getDefaultInstance()).getItemsList())
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
    guest(id).addCartItem(add("HAT", 2));
    try (RedisClient client = RedisClient.create(redis.uri())) {
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
    int port = redis.port();
    redis.close();
    startRedisAgain(port);
    CartServiceBlockingStub signedIn = signedIn(user, id);
    Cart kept =
        await()
            .ignoreExceptions()
            .until(() -> signedIn.getCart(GetCartRequest.getDefaultInstance()), cart -> true);
    assertThat(kept.getTotalQuantity()).isEqualTo(2);
    assertThat(guest(id).getCart(GetCartRequest.getDefaultInstance()).getItemsList()).isEmpty();
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
    startRedisAgain(port);
    Cart kept =
        await()
            .ignoreExceptions()
            .until(() -> carts.getCart(GetCartRequest.getDefaultInstance()), cart -> true);
    assertThat(kept.getTotalQuantity()).isEqualTo(3);
  }

  /** Once it runs, no connection of the server's pool is one from before. */
  private static void startRedisAgain(int port) {
    redis = EmbeddedRedis.start(folder.resolve("redis"), port);
    CartServiceBlockingStub stub = stub(identity.user(server.grpcPort(), "usr_again"));
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      await()
          .ignoreExceptions()
          .until(() -> {
            List<Callable<Cart>> reads =
                Collections.nCopies(64, () -> stub.getCart(GetCartRequest.getDefaultInstance()));
            for (Future<Cart> read : executor.invokeAll(reads)) {
              assertThat(read.get()).isNotNull();
            }
            return true;
          });
    }
  }

  private static AddCartItemRequest add(String sku, int quantity) {
    return AddCartItemRequest.newBuilder().setSku(sku).setQuantity(quantity).build();
  }

  private static Money gbp(long pence) {
    return Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(pence).build();
  }

  /** 128 random bits as the gateway writes them. */
  private static String newGuestId() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static CartServiceBlockingStub guest(String id) {
    return stub(TestIdentity.with(identity.anonymous(server.grpcPort()), Headers.GUEST_ID, id));
  }

  private static CartServiceBlockingStub signedIn(String user, String guestId) {
    return signedIn(server, user, guestId);
  }

  private static CartServiceBlockingStub signedIn(
      RunningServer instance, String user, String guestId) {
    Channel channel = identity.user(instance.grpcPort(), user);
    return stub(TestIdentity.with(channel, Headers.GUEST_ID, guestId));
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
