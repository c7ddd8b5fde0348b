package dev.souk.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.Cart;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.CartServiceGrpc.CartServiceBlockingStub;
import dev.souk.cart.v1.GetCartRequest;
import dev.souk.embedded.EmbeddedRedis;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.CartPricingServiceGrpc;
import dev.souk.order.v1.PriceCartRequest;
import dev.souk.order.v1.PriceCartResponse;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cart-service on a Redis of its own, with a catalog that a test writes, and an order-service
 * that takes a pound off for every code but NONE.
 */
final class CartShop implements AutoCloseable {
  /** The catalog: pence by SKU. */
  final Map<String, Long> prices = new ConcurrentHashMap<>();

  /** The calls that the catalog, the pricing has answered. */
  final AtomicInteger catalogCalls = new AtomicInteger();

  final AtomicInteger pricings = new AtomicInteger();
  final TestIdentity identity;
  final RunningServer server;
  private final Map<String, String> env;
  private final Path folder;
  private final Server others;
  private EmbeddedRedis redis;
  private volatile boolean pricingUp = true;
  private volatile boolean catalogUp = true;

  CartShop(Path folder, Map<String, String> settings) throws IOException {
    this.folder = folder;
    redis = EmbeddedRedis.start(Files.createDirectory(folder.resolve("redis")), 0);
    identity = new TestIdentity(folder);
    others =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(new Catalog())
            .addService(new Pricing())
            .build()
            .start();
    env = new HashMap<>(identity.env());
    env.putAll(redis.settings());
    env.put("SOUK_PRODUCT_TARGET", "127.0.0.1:" + others.getPort());
    env.put("SOUK_ORDER_TARGET", "127.0.0.1:" + others.getPort());
    env.put("SOUK_CART_PRICE_MEMORY", "PT0S");
    env.putAll(settings);
    server = instance();
  }

  /** Another instance on the same Redis. */
  RunningServer instance() {
    return CartServer.start(env);
  }

  CartServiceBlockingStub carts(String user) {
    return CartServiceGrpc.newBlockingStub(identity.user(server.grpcPort(), user));
  }

  CartServiceBlockingStub guest(String guestId) {
    return CartServiceGrpc.newBlockingStub(
        TestIdentity.with(identity.anonymous(server.grpcPort()), Headers.GUEST_ID, guestId));
  }

  CartServiceBlockingStub carts(String user, String guestId) {
    return CartServiceGrpc.newBlockingStub(
        TestIdentity.with(identity.user(server.grpcPort(), user), Headers.GUEST_ID, guestId));
  }

  /** As another service. */
  Channel service(String name) {
    return identity.service(server.grpcPort(), "cart-service", name);
  }

  String redisUri() {
    return redis.uri();
  }

  /** Ends Redis by kill -9, and starts it again on its files. */
  void crashRedis() throws Exception {
    long pid = Long.parseLong(Files.readString(folder.resolve("redis/server.pid")).strip());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().get();
    int port = redis.port();
    redis.close();
    redis = EmbeddedRedis.start(folder.resolve("redis"), port);
  }

  void stopRedis() {
    redis.close();
  }

  /** Starts it again on its files. Once it runs, no connection of the server's pool is old. */
  void startRedis() {
    redis = EmbeddedRedis.start(folder.resolve("redis"), redis.port());
    CartServiceBlockingStub stub = carts("usr_again");
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      await()
          .ignoreExceptions()
          .until(() -> {
            List<Callable<Cart>> reads = Collections.nCopies(64, () -> read(stub));
            for (Future<Cart> read : executor.invokeAll(reads)) {
              assertThat(read.get()).isNotNull();
            }
            return true;
          });
    }
  }

  void catalogUp(boolean up) {
    catalogUp = up;
  }

  void pricingUp(boolean up) {
    pricingUp = up;
  }

  static Cart add(CartServiceBlockingStub stub, String sku, int quantity) {
    return stub.addCartItem(
        AddCartItemRequest.newBuilder().setSku(sku).setQuantity(quantity).build());
  }

  static Cart read(CartServiceBlockingStub stub) {
    return stub.getCart(GetCartRequest.getDefaultInstance());
  }

  static Money pounds(long pence) {
    return Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(pence).build();
  }

  /** 128 random bits as the gateway writes them. */
  static String newGuestId() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    server.close();
    others.shutdownNow();
    identity.close();
    redis.close();
  }

  private final class Pricing extends CartPricingServiceGrpc.CartPricingServiceImplBase {
    @Override
    public void priceCart(PriceCartRequest request, StreamObserver<PriceCartResponse> observer) {
      if (!pricingUp) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      pricings.incrementAndGet();
      PriceCartResponse.Builder answer = PriceCartResponse.newBuilder();
      long discount = 0;
      for (String code : request.getDiscountCodesList()) {
        long off = code.equals("NONE") ? 0 : 100;
        discount += off;
        answer
            .addDiscountsBuilder()
            .setCode(code)
            .setAmount(pounds(off))
            .setObstacle(off == 0 ? "UNKNOWN" : "");
      }
      observer.onNext(answer.setDiscount(pounds(discount)).build());
      observer.onCompleted();
    }
  }

  private final class Catalog extends ProductServiceGrpc.ProductServiceImplBase {
    @Override
    public void batchGetOffers(
        BatchGetOffersRequest request, StreamObserver<BatchGetOffersResponse> observer) {
      if (!catalogUp) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      catalogCalls.incrementAndGet();
      BatchGetOffersResponse.Builder answer = BatchGetOffersResponse.newBuilder();
      request.getSkusList().stream()
          .filter(prices::containsKey)
          .forEach(sku ->
              answer.addOffers(
                  Offer.newBuilder()
                      .setSku(sku)
                      .setProductId("prd_" + sku)
                      .setName("Fine " + sku)
                      .setPrice(pounds(prices.getOrDefault(sku, 0L)))
                      .setAvailable(9)));
      observer.onNext(answer.build());
      observer.onCompleted();
    }
  }
}
