package dev.souk.cart;

import static dev.souk.cart.Together.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.CartLifetimes;
import dev.souk.cart.domain.CartLimits;
import dev.souk.cart.domain.CartOwner;
import dev.souk.cart.domain.CartOwner.Guest;
import dev.souk.cart.domain.CartOwner.User;
import dev.souk.cart.domain.CartStore;
import dev.souk.cart.domain.Carts;
import dev.souk.cart.domain.GuestMerge;
import dev.souk.cart.domain.Offer;
import dev.souk.cart.store.RedisCartStore;
import dev.souk.embedded.EmbeddedRedis;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Carts on a Redis, a store that fails at a call, and people whose carts merge. */
abstract class MergeLab {
  static final CartLimits WIDE = new CartLimits(90, 10_000, 90);
  static final CartLimits NARROW = new CartLimits(3, 10_000, 90);

  static final CartLifetimes LIFETIMES =
      new CartLifetimes(Duration.ofDays(30), Duration.ofDays(20));

  static final int CALLS_OF_A_MERGE = 7;
  @TempDir static Path folder;
  static EmbeddedRedis server;
  static RedisClient redis;
  final SecureRandom random = new SecureRandom();
  final Ids ids = new Ids(Clock.systemUTC());
  final CartStore store = new RedisCartStore(redis, LIFETIMES, random);
  final FaultyStore faulty = new FaultyStore(store);
  final GuestMerge crashing = merge(faulty, WIDE);
  final GuestMerge merge = merge(store, WIDE);
  final Carts carts = carts(WIDE);
  User ann = new User("");
  User bob = new User("");
  Guest guest = new Guest("");

  @BeforeAll
  static void start() {
    server = EmbeddedRedis.start(folder, 0);
    redis = RedisClient.create(server.uri());
    // A pool that has to grow during a burst holds it up for seconds.
    together(64, i -> assertThat(redis.ping()).isEqualTo("PONG"));
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  @BeforeEach
  void newPeople() {
    ann = new User(ids.next("usr"));
    bob = new User(ids.next("usr"));
    guest = new Guest(ids.next("gst"));
  }

  void add(CartOwner owner, String sku, int quantity) {
    assertThat(carts.add(owner, sku, quantity, Optional.empty()).lines()).isNotEmpty();
  }

  Cart cart(CartOwner owner) {
    return store.read(owner, Optional.empty()).cart();
  }

  Map<String, Integer> units(CartOwner owner) {
    Map<String, Integer> units = new HashMap<>();
    cart(owner).lines().forEach(line -> units.put(line.sku(), line.quantity()));
    return units;
  }

  /** What all carts have together. */
  Map<String, Integer> all() {
    Map<String, Integer> units = new TreeMap<>();
    for (CartOwner owner : List.of(ann, bob, guest)) {
      units(owner).forEach((sku, quantity) -> units.merge(sku, quantity, Integer::sum));
    }
    return units;
  }

  static String key(Guest guest) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(guest.guestId().getBytes(StandardCharsets.UTF_8));
      return "guest-cart:{" + HexFormat.of().formatHex(hash) + "}";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  Carts carts(CartLimits limits) {
    return new Carts(
        store,
        MergeLab::offers,
        merge(store, limits),
        limits,
        new JitteredPause(random),
        Clock.systemUTC());
  }

  GuestMerge merge(CartStore on, CartLimits limits) {
    return new GuestMerge(on, limits, new JitteredPause(random), Clock.systemUTC());
  }

  static Map<String, Offer> offers(Set<String> skus) {
    Map<String, Offer> offers = new HashMap<>();
    for (String sku : skus) {
      Amount price = new Amount(sku.startsWith("€") ? "EUR" : "GBP", 100);
      offers.put(sku, new Offer(sku, "prd_" + sku, "Fine " + sku, price, 9));
    }
    return offers;
  }
}
