package dev.souk.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.souk.cart.domain.CartLifetimes;
import dev.souk.cart.domain.CartLimits;
import dev.souk.cart.domain.CartLine;
import dev.souk.cart.domain.CartOwner.User;
import dev.souk.cart.domain.CartStore;
import dev.souk.cart.domain.Carts;
import dev.souk.cart.domain.GuestMerge;
import dev.souk.cart.domain.Offer;
import dev.souk.cart.domain.OrderedGoods;
import dev.souk.cart.domain.RequestKey;
import dev.souk.cart.domain.RetryPause;
import dev.souk.cart.domain.ShownCart;
import dev.souk.cart.domain.ShownLine;
import dev.souk.cart.store.RedisCartStore;
import dev.souk.embedded.EmbeddedRedis;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Carts on a real Redis, with a catalog that a test writes. */
class CartsTest {
  private static final CartLimits LIMITS = new CartLimits(5, 100, 90);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final CartLifetimes LIFETIMES = new CartLifetimes(MONTH, MONTH);

  @TempDir static Path folder;
  private static EmbeddedRedis server;
  private static RedisClient redis;

  private final SecureRandom random = new SecureRandom();
  private final Ids ids = new Ids(Clock.systemUTC());
  private final Map<String, Offer> catalog = new ConcurrentHashMap<>();
  private final AtomicInteger catalogReads = new AtomicInteger();
  private final Carts carts = carts(LIMITS);
  private User user = new User("");

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
  void newUser() {
    user = new User(ids.next("usr"));
    offer("HAT", 1999, 7);
    offer("SOCK", 250, 3);
  }

  private Map<String, Offer> offers(Set<String> skus) {
    catalogReads.incrementAndGet();
    Map<String, Offer> found = new HashMap<>(catalog);
    found.keySet().retainAll(skus);
    return found;
  }

  @Test
  void lines_add_up_at_each_change() {
    add("HAT", 2);
    ShownCart both = add("SOCK", 1);
    assertThat(both.subtotal()).contains(gbp(2 * 1999 + 250));
    assertThat(both.totalQuantity()).isEqualTo(3);
    assertThat(add("HAT", 1).subtotal()).contains(gbp(3 * 1999 + 250));
    assertThat(carts.setQuantity(user, "HAT", 1).subtotal()).contains(gbp(1999 + 250));
    assertThat(carts.remove(user, "SOCK").subtotal()).contains(gbp(1999));
    assertThat(carts.clear(user).subtotal()).isEmpty();
    assertThat(carts.show(user).lines()).isEmpty();
  }

  @Test
  void a_line_shows_what_the_catalog_says() {
    ShownLine line = add("HAT", 2).lines().getFirst();
    assertThat(line.line()).isEqualTo(new CartLine("HAT", "prd_HAT", "Fine HAT", 2, gbp(1999)));
    assertThat(line.available()).isEqualTo(7);
    assertThat(line.previousUnitPrice()).isEmpty();
  }

  @Test
  void nobody_has_a_cart_before_something_is_added() {
    assertThat(carts.show(user).cart().cartId()).isEmpty();
    assertThat(carts.clear(user).lines()).isEmpty();
    assertThat(carts.remove(user, "HAT").lines()).isEmpty();
    assertThat(redis.exists(key())).isFalse();
    assertThat(add("HAT", 1).cart().cartId()).startsWith("cart_");
  }

  @Test
  void a_changed_price_is_flagged_once_and_then_known() {
    add("HAT", 2);
    offer("HAT", 2100, 7);
    ShownCart flagged = carts.show(user);
    assertThat(flagged.lines().getFirst().previousUnitPrice()).contains(gbp(1999));
    assertThat(flagged.subtotal()).contains(gbp(4200));
    assertThat(carts.show(user).lines().getFirst().previousUnitPrice()).isEmpty();
    assertThat(carts.checkout(user).lines().getFirst().unitPrice()).isEqualTo(gbp(2100));
  }

  @Test
  void a_change_of_another_line_flags_a_changed_price_too() {
    add("HAT", 1);
    offer("HAT", 2100, 7);
    assertThat(add("SOCK", 1).lines().getFirst().previousUnitPrice()).contains(gbp(1999));
  }

  @Test
  void checkout_reads_the_price_last_shown_not_the_newest() {
    add("HAT", 1);
    offer("HAT", 2100, 7);
    assertThat(carts.checkout(user).lines().getFirst().unitPrice()).isEqualTo(gbp(1999));
  }

  @Test
  void reading_a_cart_that_has_not_changed_writes_nothing() {
    add("HAT", 1);
    String before = redis.get(key());
    carts.show(user);
    carts.setQuantity(user, "HAT", 1);
    carts.remove(user, "ABSENT");
    assertThat(redis.get(key())).isEqualTo(before);
  }

  @Test
  void showing_a_new_price_changes_neither_the_revision_nor_the_time_to_live() {
    ShownCart added = add("HAT", 1);
    redis.pexpire(key(), 60_000);
    offer("HAT", 2100, 7);
    assertThat(carts.show(user).cart().revision()).isEqualTo(added.cart().revision());
    assertThat(redis.pttl(key())).isBetween(1L, 60_000L);
    carts.setQuantity(user, "HAT", 2);
    assertThat(redis.pttl(key())).isGreaterThan(MONTH.minusHours(1).toMillis());
  }

  @Test
  void what_is_no_longer_for_sale_stays_with_nothing_available() {
    add("HAT", 2);
    catalog.remove("HAT");
    ShownLine gone = carts.show(user).lines().getFirst();
    assertThat(gone.available()).isZero();
    assertThat(gone.total()).isEqualTo(gbp(2 * 1999));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> add("HAT", 1));
    assertThat(carts.setQuantity(user, "HAT", 1).totalQuantity()).isEqualTo(1);
  }

  @Test
  void what_is_offered_in_another_currency_now_leaves_the_cart_readable() {
    add("HAT", 1);
    add("SOCK", 1);
    catalog.put("SOCK", new Offer("SOCK", "prd_SOCK", "Sock", new Amount("EUR", 300), 3));
    ShownCart shown = carts.show(user);
    assertThat(shown.lines().getLast().available()).isZero();
    assertThat(shown.subtotal()).contains(gbp(1999 + 250));
  }

  @Test
  void a_cart_has_the_currency_of_its_first_line() {
    catalog.put("BERET", new Offer("BERET", "prd_BERET", "Beret", new Amount("EUR", 300), 3));
    add("HAT", 1);
    assertRefused(Reason.CURRENCY_MISMATCH, () -> add("BERET", 1));
    carts.clear(user);
    assertThat(add("BERET", 1).subtotal()).contains(new Amount("EUR", 300));
  }

  @Test
  void limits_are_told_and_change_nothing() {
    add("HAT", 60);
    assertRefused(Reason.CART_LIMIT_EXCEEDED, () -> add("HAT", 41));
    assertRefused(Reason.CART_LIMIT_EXCEEDED, () -> carts.setQuantity(user, "HAT", 101));
    assertThat(add("HAT", 40).totalQuantity()).isEqualTo(100);
    for (int i = 1; i < LIMITS.lines(); i++) {
      offer("L" + i, 1, 1);
      add("L" + i, 1);
    }
    assertRefused(Reason.CART_LIMIT_EXCEEDED, () -> add("SOCK", 1));
    assertThat(add("L1", 1).lines()).hasSize(5);
  }

  @Test
  void an_unknown_sku_and_an_absent_line_are_not_found() {
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> add("NOBODY-SELLS-IT", 1));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> carts.setQuantity(user, "HAT", 1));
    assertThat(redis.exists(key())).isFalse();
  }

  @Test
  void an_add_repeated_with_its_key_is_done_once() {
    Optional<RequestKey> key = Optional.of(new RequestKey("k", "one hat"));
    carts.add(user, "HAT", 1, key);
    assertThat(carts.add(user, "HAT", 1, key).totalQuantity()).isEqualTo(1);
    Optional<RequestKey> other = Optional.of(new RequestKey("k", "two hats"));
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> carts.add(user, "HAT", 2, other));
    carts.clear(user);
    assertThat(carts.add(user, "HAT", 1, key).totalQuantity()).isZero();
    newUser();
    assertThat(carts.add(user, "HAT", 1, key).totalQuantity()).isEqualTo(1);
  }

  @Test
  void ordered_units_leave_once_and_later_ones_stay() {
    add("HAT", 2);
    add("SOCK", 1);
    add("HAT", 3);
    removeOrdered("ord_1", Map.of("HAT", 2, "SOCK", 1));
    assertThat(carts.show(user).lines())
        .extracting(line -> line.line().sku(), line -> line.line().quantity())
        .containsExactly(org.assertj.core.groups.Tuple.tuple("HAT", 3));
    removeOrdered("ord_1", Map.of("HAT", 2, "SOCK", 1));
    assertThat(carts.show(user).totalQuantity()).isEqualTo(3);
    removeOrdered("ord_2", Map.of("HAT", 50));
    assertThat(carts.show(user).lines()).isEmpty();
  }

  @Test
  void an_order_is_remembered_also_where_there_is_no_cart() {
    removeOrdered("ord_1", Map.of("HAT", 1));
    assertThat(redis.pttl(key())).isPositive();
    add("HAT", 1);
    removeOrdered("ord_1", Map.of("HAT", 1));
    assertThat(carts.show(user).totalQuantity()).isEqualTo(1);
  }

  @Test
  void hundreds_of_adds_at_once_are_all_kept() {
    offer("HAT", 1, 1);
    Carts wide = wide();
    together(300, i -> wide.add(user, i % 2 == 0 ? "HAT" : "SOCK", 1, Optional.empty()));
    assertThat(wide.show(user).totalQuantity()).isEqualTo(300);
    assertThat(wide.show(user).lines())
        .extracting(line -> line.line().quantity())
        .containsExactly(150, 150);
  }

  @Test
  void one_key_used_by_many_at_once_adds_once() {
    Optional<RequestKey> key = Optional.of(new RequestKey("same", "one hat"));
    together(32, i -> carts.add(user, "HAT", 1, key));
    assertThat(carts.show(user).totalQuantity()).isEqualTo(1);
  }

  @Test
  void adding_and_ordering_at_once_loses_neither() {
    Carts wide = wide();
    wide.add(user, "HAT", 50, Optional.empty());
    together(
        50,
        i -> {
          wide.removeOrdered(user, new OrderedGoods("ord_" + i / 2, Map.of("HAT", 2), Set.of()));
          return wide.add(user, "SOCK", 1, Optional.empty());
        });
    ShownCart left = wide.show(user);
    assertThat(left.cart().line("HAT")).isEmpty();
    assertThat(left.totalQuantity()).isEqualTo(50);
  }

  @Test
  void an_add_reads_the_catalog_once_whatever_the_cart_holds() {
    for (int i = 1; i < LIMITS.lines(); i++) {
      offer("L" + i, 1, 1);
      add("L" + i, 1);
    }
    catalogReads.set(0);
    add("HAT", 1);
    carts.show(user);
    assertThat(catalogReads.get()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rubbish",
        "{}",
        "[]",
        "{\"version\":\"0123456789abcdef\"}",
        "{\"version\":\"0123456789abcdef\",\"cartId\":\"c\",\"revision\":1,\"updateTime\":1,"
            + "\"lines\":null,\"orders\":[]}",
        "{ \"version\":\"0123456789abcdef\",\"cartId\":\"c\",\"revision\":1,\"updateTime\":1,"
            + "\"lines\":[],\"orders\":[]}",
      })
  void a_corrupt_value_is_an_error_and_left_as_it_is(String value) {
    redis.set(key(), value);
    assertThatThrownBy(() -> carts.show(user)).hasMessageContaining("corrupt value of " + key());
    assertThatThrownBy(() -> add("HAT", 1)).hasMessageContaining("corrupt");
    assertThat(redis.get(key())).isEqualTo(value);
  }

  @Test
  void a_value_from_before_there_were_merges_is_read() {
    redis.set(
        key(),
        "{\"version\":\"0123456789abcdef\",\"cartId\":\"cart_1\",\"revision\":1,\"updateTime\":1,"
            + "\"lines\":[],\"orders\":[\"ord_1\"]}");
    add("HAT", 1);
    removeOrdered("ord_1", Map.of("HAT", 1));
    assertThat(carts.show(user).totalQuantity()).isEqualTo(1);
    assertThat(redis.get(key())).doesNotContain("merg");
  }

  @Test
  void a_flushed_redis_is_an_empty_cart_and_goes_on() {
    add("HAT", 1);
    redis.flushAll();
    redis.scriptFlush();
    assertThat(carts.show(user).lines()).isEmpty();
    assertThat(add("HAT", 1).totalQuantity()).isEqualTo(1);
  }

  @Test
  void every_field_survives_the_store_exactly() {
    offer("HAT", 1_000_000_000_000L, Integer.MAX_VALUE);
    catalog.put(
        "Ü-1",
        new Offer(
            "Ü-1",
            "prd_x",
            "Hüte \"für\" alle \u2028 \uD83C\uDFA9",
            gbp(9_007_199_254_740_993L),
            1));
    add("HAT", 100);
    ShownCart shown = add("Ü-1", 1);
    assertThat(carts.show(user)).isEqualTo(shown);
    assertThat(carts.show(user).lines().getLast().line().unitPrice())
        .isEqualTo(gbp(9_007_199_254_740_993L));
  }

  private Carts wide() {
    return carts(new CartLimits(90, 10_000, 90));
  }

  private Carts carts(CartLimits limits) {
    CartStore store = new RedisCartStore(redis, LIFETIMES, random);
    RetryPause pause = new JitteredPause(random);
    GuestMerge merge = new GuestMerge(store, limits, pause, Clock.systemUTC());
    return new Carts(store, this::offers, merge, limits, pause, Clock.systemUTC());
  }

  private ShownCart add(String sku, int quantity) {
    return carts.add(user, sku, quantity, Optional.empty());
  }

  private void removeOrdered(String orderId, Map<String, Integer> units) {
    carts.removeOrdered(user, new OrderedGoods(orderId, units, Set.of()));
  }

  private String key() {
    return "cart:{" + user.userId() + "}";
  }

  private void offer(String sku, long pence, int available) {
    catalog.put(sku, new Offer(sku, "prd_" + sku, "Fine " + sku, gbp(pence), available));
  }

  private static Amount gbp(long pence) {
    return new Amount("GBP", pence);
  }

  private static void together(int threads, java.util.function.IntFunction<ShownCart> call) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ShownCart>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(executor.submit(() -> call.apply(number)));
      }
      running.forEach(CartsTest::await);
    }
  }

  private static void await(Future<ShownCart> future) {
    try {
      assertThat(future.get()).isNotNull();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("should be refused with " + reason).isNotNull();
    assertThat(refusal.reason()).isEqualTo(reason.name());
  }
}
