package dev.souk.bench;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.cart.v1.ClearCartRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ProductServiceGrpc;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** AddCartItem against the Redis commands that it must send: GET, then a compare-and-set. */
final class CartBench {
  private static final int CONCURRENCY = 16;
  private static final int CARTS = 16;
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final String COMPARE_AND_SET =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'EX', 60) return 1 end return 0";

  private CartBench() {}

  static void run() throws Exception {
    ManagedChannel products = Target.channel(Target.PRODUCT);
    ManagedChannel auth = Target.channel(Target.AUTH);
    ManagedChannel carts = Target.channel(Target.CART);
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONCURRENCY);
    try (RedisClient redis =
            RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", Target.port(Target.REDIS)))
                .poolConfig(pool)
                .build();
        ListeningExecutorService threads =
            MoreExecutors.listeningDecorator(Executors.newVirtualThreadPerTaskExecutor())) {
      Adding adding = new Adding(carts, auth, sku(products));
      RawRedis raw = new RawRedis(redis, threads);
      Load.throughput(raw::once, CONCURRENCY, WARM_UP);
      Load.throughput(adding::once, CONCURRENCY, WARM_UP);
      Median rawRate = new Median();
      Median addRate = new Median();
      for (int round = 0; round < ROUNDS; round++) {
        rawRate.add(Load.throughput(raw::once, CONCURRENCY, ROUND));
        adding.clear();
        addRate.add(Load.throughput(adding::once, CONCURRENCY, ROUND));
      }
      Report.line(
          "AddCartItem %,.0f/s; raw GET and compare-and-set %,.0f/s; ratio %.2f (target >= 0.45)",
          addRate.value(), rawRate.value(), addRate.value() / rawRate.value());
    } finally {
      products.shutdownNow();
      auth.shutdownNow();
      carts.shutdownNow();
    }
  }

  private static String sku(ManagedChannel products) {
    return ProductServiceGrpc.newBlockingStub(products)
        .listProducts(ListProductsRequest.newBuilder().setPageSize(1).build())
        .getProducts(0)
        .getVariants(0)
        .getSku();
  }

  /** Adds one unit to one cart after another. */
  private static final class Adding {
    private final AddCartItemRequest request;
    private final List<CartServiceGrpc.CartServiceFutureStub> stubs = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger sinceClear = new AtomicInteger();
    private final int limit = 9_000 * CARTS;

    private Adding(ManagedChannel carts, ManagedChannel auth, String sku) {
      request = AddCartItemRequest.newBuilder().setSku(sku).setQuantity(1).build();
      for (int i = 0; i < CARTS; i++) {
        stubs.add(CartServiceGrpc.newFutureStub(Buyer.register(auth).on(carts)));
      }
    }

    private ListenableFuture<?> once() {
      if (sinceClear.incrementAndGet() >= limit) {
        clear();
      }
      return stubs.get(Math.floorMod(next.getAndIncrement(), CARTS)).addCartItem(request);
    }

    /** Empties the carts, which hold at most 10,000 units of a SKU. */
    private void clear() {
      sinceClear.set(0);
      for (CartServiceGrpc.CartServiceFutureStub stub : stubs) {
        com.google.common.util.concurrent.Futures.getUnchecked(
            stub.clearCart(ClearCartRequest.getDefaultInstance()));
      }
    }
  }

  /** The same commands on values of the size of a cart. */
  private static final class RawRedis {
    private final RedisClient redis;
    private final ListeningExecutorService threads;
    private final String value = "{\"version\":1,\"lines\":[\"" + "x".repeat(300) + "\"]}";
    private final AtomicInteger next = new AtomicInteger();

    private RawRedis(RedisClient redis, ListeningExecutorService threads) {
      this.redis = redis;
      this.threads = threads;
      for (int i = 0; i < CARTS; i++) {
        redis.set("bench:" + i, value);
      }
    }

    private ListenableFuture<?> once() {
      String key = "bench:" + Math.floorMod(next.getAndIncrement(), CARTS);
      return threads.submit(() -> {
        String current = redis.get(key);
        return redis.eval(COMPARE_AND_SET, List.of(key), List.of(current, value));
      });
    }
  }
}
