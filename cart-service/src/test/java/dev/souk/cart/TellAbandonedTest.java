package dev.souk.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.cart.domain.Abandonment;
import dev.souk.cart.domain.CartLifetimes;
import dev.souk.cart.domain.CartLimits;
import dev.souk.cart.domain.CartLine;
import dev.souk.cart.domain.CartOwner;
import dev.souk.cart.domain.CartOwner.Guest;
import dev.souk.cart.domain.CartOwner.User;
import dev.souk.cart.domain.CartStore;
import dev.souk.cart.domain.Carts;
import dev.souk.cart.domain.GuestMerge;
import dev.souk.cart.domain.Lookout;
import dev.souk.cart.domain.Offer;
import dev.souk.cart.domain.TellAbandoned;
import dev.souk.cart.domain.WatchedCarts;
import dev.souk.cart.store.RedisCartStore;
import dev.souk.cart.store.RedisLookout;
import dev.souk.embedded.EmbeddedRedis;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.kit.testing.ShiftedClock;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Carts that are left alone for a day, on a real Redis and a clock that the test turns. */
class TellAbandonedTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final CartLimits LIMITS = new CartLimits(90, 10_000, 90);

  @TempDir static Path folder;
  private static EmbeddedRedis server;
  private static RedisClient redis;

  private final ShiftedClock clock = new ShiftedClock();
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger plans = new AtomicInteger();
  private final Lookout lookout = new RedisLookout(redis);
  private final CartStore bare =
      new RedisCartStore(redis, new CartLifetimes(DAY.multipliedBy(30), DAY), random);
  private final CartStore store = new WatchedCarts(bare, new CountingLookout(), DAY);
  private final GuestMerge merge = new GuestMerge(store, LIMITS, attempt -> true, clock);
  private final Carts carts =
      new Carts(store, TellAbandonedTest::offers, merge, LIMITS, new JitteredPause(random), clock);
  private final List<Abandonment> told = new CopyOnWriteArrayList<>();
  private boolean away;
  private User ann = new User("");

  @BeforeAll
  static void start() {
    server = EmbeddedRedis.start(folder, 0);
    redis = RedisClient.create(server.uri());
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  @BeforeEach
  void flush() {
    redis.flushAll();
    ann = new User(new Ids(clock).next("usr"));
  }

  private final class CountingLookout implements Lookout {
    @Override
    public void plan(String userId, Instant time) {
      plans.incrementAndGet();
      lookout.plan(userId, time);
    }

    @Override
    public List<Look> claim(Instant now, Instant leaseEnd, int most) {
      return lookout.claim(now, leaseEnd, most);
    }

    @Override
    public void settle(Look look, Optional<Instant> next) {
      lookout.settle(look, next);
    }

    @Override
    public void forget(String userId) {
      lookout.forget(userId);
    }
  }

  private static Map<String, Offer> offers(Set<String> skus) {
    Map<String, Offer> offers = new HashMap<>();
    skus.forEach(
        sku -> offers.put(sku, new Offer(sku, "prd_" + sku, "Fine", new Amount("GBP", 100), 9)));
    return offers;
  }

  private List<Abandonment> tell(List<Abandonment> abandoned) {
    if (away) {
      return List.of();
    }
    told.addAll(abandoned);
    return abandoned;
  }

  private TellAbandoned instance() {
    return new TellAbandoned(
        store, lookout, this::tell, DAY, RETRY, new JitteredPause(random), clock);
  }

  private void pass(Duration time) {
    clock.advance(time);
    instance().run();
  }

  private void add(CartOwner owner, String sku) {
    assertThat(carts.add(owner, sku, 1, Optional.empty()).lines()).isNotEmpty();
  }

  /** How many looks are planned. */
  private static long looks() {
    return redis.keys("cart-looks:*").stream().mapToLong(redis::zcard).sum();
  }

  @Test
  @DisplayName(
      "65: a cart is told when it was left alone for a day, once, and again after a change")
  void once_each_time() {
    add(ann, "HAT");
    pass(DAY.minus(HOUR));
    assertThat(told).isEmpty();
    pass(HOUR);
    Abandonment first = told.getFirst();
    assertThat(first.userId()).isEqualTo(ann.userId());
    assertThat(first.cart().lines()).extracting(CartLine::sku).containsExactly("HAT");
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.time()).isEqualTo(first.cart().updateTime().plus(DAY));
    assertThat(looks()).isZero();
    pass(DAY.multipliedBy(3));
    assertThat(told).hasSize(1);

    add(ann, "SOCK");
    pass(DAY);
    assertThat(told).hasSize(2);
    assertThat(told.getLast().version()).isEqualTo(2);
    assertThat(told.getLast().cart().revision()).isGreaterThan(first.cart().revision());
  }

  @Test
  @DisplayName("65: each change puts it off, at hardly any cost")
  void changes_put_it_off() {
    for (int hour = 0; hour < 100; hour++) {
      add(ann, "HAT");
      pass(HOUR);
    }
    assertThat(told).isEmpty();
    assertThat(plans.get()).isLessThan(10);
    pass(DAY.minus(HOUR));
    assertThat(told).hasSize(1);
  }

  @Test
  void looking_at_a_cart_and_new_prices_change_nothing() {
    add(ann, "HAT");
    pass(DAY.minus(HOUR));
    assertThat(carts.show(ann).lines()).hasSize(1);
    pass(HOUR);
    assertThat(told).hasSize(1);
    assertThat(carts.show(ann).lines()).hasSize(1);
    pass(DAY);
    assertThat(told).hasSize(1);
  }

  @Test
  void what_is_empty_saved_erased_or_a_guests_is_not_told() {
    Guest guest = new Guest("a guest");
    User saver = new User("usr_saver");
    User leaver = new User("usr_leaver");
    List.of(ann, guest, saver, leaver).forEach(owner -> add(owner, "HAT"));
    assertThat(carts.clear(ann).lines()).isEmpty();
    assertThat(carts.saveForLater(saver, "HAT").lines()).isEmpty();
    carts.forget(leaver);
    pass(DAY);
    assertThat(told).isEmpty();
    assertThat(looks()).isZero();
    merge.merge(guest, ann);
    pass(DAY);
    assertThat(told).extracting(Abandonment::userId).containsExactly(ann.userId());
  }

  @Test
  void telling_touches_neither_the_cart_nor_its_time_to_live() {
    add(ann, "HAT");
    String key = "cart:{" + ann.userId() + "}";
    redis.pexpire(key, 60_000);
    long revision = carts.checkout(ann).revision();
    pass(DAY);
    assertThat(told).hasSize(1);
    assertThat(carts.checkout(ann).revision()).isEqualTo(revision);
    assertThat(redis.pttl(key)).isBetween(1L, 60_000L);
  }

  @Test
  @DisplayName(
      "65: an instance that ends while it tells leaves that to another, which tells the same")
  void a_crash() {
    add(ann, "HAT");
    clock.advance(DAY);
    TellAbandoned crashing =
        new TellAbandoned(
            store,
            lookout,
            abandoned -> {
              told.addAll(abandoned);
              throw new IllegalStateException("crash");
            },
            DAY,
            RETRY,
            attempt -> true,
            clock);
    assertThatThrownBy(crashing::run).hasMessage("crash");
    instance().run();
    assertThat(told).as("the lease has not ended").hasSize(1);
    pass(Duration.ofMinutes(2));
    assertThat(told).hasSize(2);
    assertThat(told.getLast()).isEqualTo(told.getFirst());
    pass(DAY);
    assertThat(told).hasSize(2);
  }

  @Test
  @DisplayName("65: while nothing can be told it is put off, and then told")
  void nobody_listens() {
    add(ann, "HAT");
    away = true;
    pass(DAY);
    pass(RETRY);
    assertThat(told).isEmpty();
    away = false;
    pass(RETRY);
    assertThat(told).hasSize(1);
  }

  @Test
  void a_cart_that_cannot_be_read_holds_up_no_other() {
    add(ann, "HAT");
    add(new User("usr_corrupt"), "HAT");
    var _ = redis.set("cart:{usr_corrupt}", "rubbish");
    pass(DAY);
    assertThat(told).extracting(Abandonment::userId).containsExactly(ann.userId());
    assertThat(looks()).isEqualTo(1);
  }

  @Test
  @DisplayName("65: several instances share the work, and each cart is told once")
  void several_instances() throws Exception {
    List<User> users = IntStream.range(0, 300).mapToObj(i -> new User("usr_" + i)).toList();
    users.forEach(user -> add(user, "HAT"));
    clock.advance(DAY);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running =
          IntStream.range(0, 4).<Future<?>>mapToObj(_ -> executor.submit(instance()::run)).toList();
      for (Future<?> one : running) {
        one.get();
      }
    }
    assertThat(told)
        .extracting(Abandonment::userId)
        .containsExactlyInAnyOrderElementsOf(users.stream().map(User::userId).toList());
    assertThat(looks()).isZero();
  }
}
