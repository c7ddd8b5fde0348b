package dev.souk.cart;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.souk.cart.api.CartRpcs;
import dev.souk.cart.api.UserDataRpcs;
import dev.souk.cart.api.WishlistRpcs;
import dev.souk.cart.client.CatalogClient;
import dev.souk.cart.client.OrderPricing;
import dev.souk.cart.client.RecentOffers;
import dev.souk.cart.domain.CartPrices;
import dev.souk.cart.domain.CartStore;
import dev.souk.cart.domain.Carts;
import dev.souk.cart.domain.GuestMerge;
import dev.souk.cart.domain.Lookout;
import dev.souk.cart.domain.Offers;
import dev.souk.cart.domain.RetryPause;
import dev.souk.cart.domain.TellAbandoned;
import dev.souk.cart.domain.WatchedCarts;
import dev.souk.cart.domain.Wishlists;
import dev.souk.cart.event.CartEvents;
import dev.souk.cart.store.RedisCartStore;
import dev.souk.cart.store.RedisLookout;
import dev.souk.cart.store.RedisWishlistStore;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.server.RepeatedTask;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.server.SoukServer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.util.JedisURIHelper;

/** cart-service: carts and wishlists in Redis, priced by the catalog. */
public final class CartServer {
  private static final String NAME = "cart-service";
  private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

  private CartServer() {}

  /** Runs until the process is asked to stop. */
  public static void main(String[] args) throws InterruptedException {
    start(System.getenv()).runUntilStopped();
  }

  /** Starts a server; any number may run on one Redis. */
  public static RunningServer start(Map<String, String> env) {
    CartConfig config = CartConfig.from(env);
    Clock clock = Clock.systemUTC();
    RandomGenerator random = new SecureRandom();
    SoukServer server = SoukServer.named(NAME, env, clock);

    RedisClient redis = server.closing(redis(config));
    Lookout lookout = new RedisLookout(redis);
    Duration patience = config.watch().patience();
    CartStore store =
        new WatchedCarts(new RedisCartStore(redis, config.lifetimes(), random), lookout, patience);
    Offers offers =
        new RecentOffers(
            new CatalogClient(server.channel(config.productTarget(), "product-service")),
            config.priceMemory(),
            Ticker.systemTicker());
    CartPrices prices =
        new CartPrices(new OrderPricing(server.channel(config.orderTarget(), "order-service")));
    RetryPause pause = new JitteredPause(random);
    GuestMerge merge = new GuestMerge(store, config.limits(), pause, clock);
    Carts carts = new Carts(store, offers, merge, config.limits(), pause, clock);
    Wishlists wishlists =
        new Wishlists(
            new RedisWishlistStore(redis, random), offers, config.wishlistLimit(), pause, clock);

    Publisher publisher =
        server.closing(new Publisher(config.kafkaBootstrap(), NAME, List.of(CartEvents.TOPIC)));
    Duration interval = config.watch().interval();
    TellAbandoned abandoned =
        new TellAbandoned(
            store, lookout, new CartEvents(publisher), patience, interval, pause, clock);
    server.closing(new RepeatedTask("abandoned-carts", interval, abandoned::run));

    return server
        .serve(new CartRpcs(carts, merge, prices, config.lifetimes()).definition())
        .serve(new WishlistRpcs(wishlists).definition())
        .serve(new UserDataRpcs(carts, wishlists, config.lifetimes()).definition())
        .readiness("redis", redis::ping)
        .start();
  }

  private static RedisClient redis(CartConfig config) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(config.connections());
    pool.setMaxIdle(config.connections());
    pool.setMaxWait(config.redisPatience());
    pool.setJmxEnabled(false);
    // Connections that a restart of Redis cut are found while idle, not by the calls of buyers.
    pool.setTestWhileIdle(true);
    pool.setTimeBetweenEvictionRuns(IDLE_CHECK);
    JedisClientConfig client =
        DefaultJedisClientConfig.builder(config.redis())
            .timeoutMillis(Math.toIntExact(config.redisPatience().toMillis()))
            .build();
    return RedisClient.builder()
        .hostAndPort(JedisURIHelper.getHostAndPort(config.redis()))
        .clientConfig(client)
        .poolConfig(pool)
        .build();
  }
}
