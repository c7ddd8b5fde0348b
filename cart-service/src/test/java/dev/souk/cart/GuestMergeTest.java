package dev.souk.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.souk.cart.domain.OrderedGoods;
import dev.souk.cart.domain.RequestKey;
import dev.souk.cart.store.RedisCartStore;
import dev.souk.embedded.EmbeddedRedis;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;

/** Merges on a real Redis. Whatever happens, what was put into carts is in carts, once. */
class GuestMergeTest {
  private static final CartLimits WIDE = new CartLimits(90, 10_000, 90);
  private static final CartLimits NARROW = new CartLimits(3, 10_000, 90);
  private static final CartLifetimes LIFETIMES =
      new CartLifetimes(Duration.ofDays(30), Duration.ofDays(20));
  private static final int CALLS_OF_A_MERGE = 7;

  @TempDir static Path folder;
  private static EmbeddedRedis server;
  private static RedisClient redis;

  private final SecureRandom random = new SecureRandom();
  private final Ids ids = new Ids(Clock.systemUTC());
  private final CartStore store = new RedisCartStore(redis, LIFETIMES, random);
  private final FaultyStore faulty = new FaultyStore(store);
  private final GuestMerge crashing = merge(faulty, WIDE);
  private final GuestMerge merge = merge(store, WIDE);
  private final Carts carts = carts(WIDE);
  private User ann = new User("");
  private User bob = new User("");
  private Guest guest = new Guest("");

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

  @Test
  void a_guests_lines_move_into_the_users_cart_once() {
    add(guest, "HAT", 2);
    add(guest, "SOCK", 1);
    add(ann, "HAT", 3);
    merge.merge(guest, ann);
    merge.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 5, "SOCK", 1));
    assertThat(cart(guest)).isEqualTo(Cart.NONE);
    add(guest, "HAT", 1);
    merge.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 6, "SOCK", 1));
  }

  @Test
  void a_user_without_a_cart_gets_one_that_lives_as_long_as_any() {
    add(guest, "HAT", 2);
    assertThat(redis.pttl(key(guest))).isBetween(1L, LIFETIMES.guest().toMillis());
    merge.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2));
    assertThat(cart(ann).cartId()).startsWith("cart_");
    assertThat(redis.pttl("cart:{" + ann.userId() + "}"))
        .isGreaterThan(LIFETIMES.guest().toMillis());
  }

  @Test
  void a_guests_id_stands_nowhere_in_redis() {
    carts.add(guest, "HAT", 2, Optional.of(new RequestKey("k", "two hats")));
    merge.merge(guest, ann);
    assertThat(redis.keys("*" + guest.guestId() + "*")).isEmpty();
    assertThat(redis.get("cart:{" + ann.userId() + "}")).doesNotContain(guest.guestId());
  }

  @Test
  void a_guest_whose_id_is_a_users_has_another_cart() {
    add(ann, "HAT", 1);
    assertThat(units(new Guest(ann.userId()))).isEmpty();
  }

  @Test
  void guests_carts_that_outlive_users_carts_are_not_configured() {
    assertThatThrownBy(() -> new CartLifetimes(Duration.ofDays(1), Duration.ofDays(2)))
        .hasMessageContaining("longer");
  }

  @Test
  void a_guest_without_lines_costs_one_read() {
    faulty.failAt(0, false, () -> {});
    crashing.merge(guest, ann);
    assertThat(faulty.calls()).isEqualTo(1);
    add(guest, "HAT", 1);
    carts.clear(guest);
    faulty.failAt(0, false, () -> {});
    crashing.merge(guest, ann);
    assertThat(faulty.calls()).isEqualTo(1);
    assertThat(cart(ann)).isEqualTo(Cart.NONE);
  }

  @ParameterizedTest
  @CsvSource({"user", "guest", "other"})
  void a_crash_between_any_two_steps_loses_and_doubles_nothing(String whoComesNext) {
    for (int call = 1; call <= CALLS_OF_A_MERGE; call++) {
      for (boolean done : new boolean[] {false, true}) {
        newPeople();
        add(guest, "HAT", 2);
        add(guest, "SOCK", 1);
        add(ann, "HAT", 3);
        crash(guest, ann, call, done);
        boolean marked = cart(guest).isMerging();
        switch (whoComesNext) {
          case "user" -> merge.merge(guest, ann);
          case "guest" -> assertThat(carts.show(guest).cart().isMerging()).isFalse();
          default -> merge.merge(guest, bob);
        }
        String description = "crash at %d, done %s, then %s".formatted(call, done, whoComesNext);
        assertThat(all()).as(description).isEqualTo(Map.of("HAT", 5, "SOCK", 1));
        if (marked) {
          assertThat(units(ann)).as(description).isEqualTo(all());
        }
        assertThat(units(bob)).as(description).isIn(Map.of(), Map.of("HAT", 2, "SOCK", 1));
      }
    }
    faulty.failAt(0, false, () -> {});
    newPeople();
    add(guest, "HAT", 1);
    crashing.merge(guest, ann);
    assertThat(faulty.calls()).as("every call was made to fail").isEqualTo(CALLS_OF_A_MERGE);
  }

  @Test
  void a_cart_that_is_merging_into_one_user_does_not_go_to_another() {
    add(guest, "HAT", 2);
    crash(guest, ann, 3, true);
    assertThat(cart(guest).mergingInto()).isEqualTo(ann.userId());
    merge.merge(guest, bob);
    assertThat(units(bob)).isEmpty();
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2));
  }

  @Test
  void a_guest_who_adds_after_the_mark_starts_another_cart() {
    add(guest, "HAT", 2);
    String first = cart(guest).cartId();
    crash(guest, ann, 3, true);
    add(guest, "HAT", 1);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2));
    assertThat(units(guest)).isEqualTo(Map.of("HAT", 1));
    assertThat(cart(guest).cartId()).isNotEqualTo(first);
  }

  @Test
  void an_add_of_a_guest_repeated_with_its_key_after_the_merge_adds_nothing() {
    Optional<RequestKey> key = Optional.of(new RequestKey("k", "two hats"));
    carts.add(guest, "HAT", 2, key);
    merge.merge(guest, ann);
    assertThat(carts.add(guest, "HAT", 2, key).lines()).isEmpty();
    assertThat(all()).isEqualTo(Map.of("HAT", 2));
  }

  @Test
  void lines_that_do_not_fit_stay_with_the_guest_and_follow_when_there_is_room() {
    GuestMerge narrow = merge(store, NARROW);
    add(ann, "HAT", 1);
    add(ann, "CAP", 1);
    for (String sku : List.of("A", "B", "HAT", "C")) {
      add(guest, sku, 1);
    }
    narrow.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2, "CAP", 1, "A", 1));
    assertThat(units(guest)).isEqualTo(Map.of("B", 1, "C", 1));
    String before = redis.get(key(guest));
    narrow.merge(guest, ann);
    assertThat(redis.get(key(guest))).as("nothing fits, nothing is written").isEqualTo(before);
    carts.remove(ann, "CAP");
    narrow.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2, "A", 1, "B", 1));
    assertThat(units(guest)).isEqualTo(Map.of("C", 1));
  }

  @Test
  void lines_in_another_currency_stay_until_the_users_cart_has_none() {
    add(ann, "HAT", 1);
    add(guest, "€BERET", 2);
    merge.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 1));
    assertThat(units(guest)).isEqualTo(Map.of("€BERET", 2));
    carts.removeOrdered(ann, new OrderedGoods("ord_1", Map.of("HAT", 1), Set.of()));
    merge.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("€BERET", 2));
    assertThat(cart(guest)).isEqualTo(Cart.NONE);
  }

  @Test
  void what_stays_is_decided_once_also_when_the_user_changes_the_cart_before_the_repeat() {
    GuestMerge narrow = merge(store, NARROW);
    GuestMerge crashingNarrow = merge(faulty, NARROW);
    add(ann, "HAT", 1);
    add(ann, "CAP", 1);
    List.of("A", "B", "C").forEach(sku -> add(guest, sku, 1));
    faulty.failAt(6, true, GuestMergeTest::crash);
    assertThatThrownBy(() -> crashingNarrow.merge(guest, ann)).hasMessage("crash");
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 1, "CAP", 1, "A", 1));
    carts.clear(ann);
    narrow.merge(guest, ann);
    assertThat(units(ann)).isEmpty();
    assertThat(units(guest)).isEqualTo(Map.of("B", 1, "C", 1));
    narrow.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("B", 1, "C", 1));
  }

  @Test
  void a_cart_remembers_a_bounded_number_of_merges() {
    for (int i = 0; i < 60; i++) {
      add(guest, "HAT", 1);
      merge.merge(guest, ann);
    }
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 60));
    assertThat(cart(ann).memory().merged()).hasSize(50);
  }

  @Test
  void a_merge_that_many_others_overtook_doubles_nothing() {
    add(guest, "HAT", 2);
    faulty.failAt(
        5,
        true,
        () -> {
          merge.merge(guest, ann);
          for (int i = 0; i < 60; i++) {
            Guest other = new Guest(ids.next("gst"));
            add(other, "SOCK", 1);
            merge.merge(other, ann);
          }
        });
    crashing.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2, "SOCK", 60));
  }

  @Test
  void many_touches_at_once_of_two_users_give_the_cart_to_one_of_them_whole() {
    for (int round = 0; round < 20; round++) {
      newPeople();
      add(guest, "HAT", 2);
      add(guest, "SOCK", 1);
      together(32, i -> merge.merge(guest, i % 2 == 0 ? ann : bob));
      assertThat(all()).isEqualTo(Map.of("HAT", 2, "SOCK", 1));
      assertThat(List.of(units(ann), units(bob))).contains(Map.of());
      assertThat(cart(guest)).isEqualTo(Cart.NONE);
    }
  }

  @Test
  void adds_of_the_guest_and_of_the_user_racing_with_merges_are_all_kept() {
    GuestMerge other = merge(new RedisCartStore(redis, LIFETIMES, random), WIDE);
    together(
        300,
        i -> {
          switch (i % 3) {
            case 0 -> add(guest, "HAT", 1);
            case 1 -> add(ann, i % 2 == 0 ? "HAT" : "SOCK", 1);
            default -> (i % 2 == 0 ? merge : other).merge(guest, ann);
          }
        });
    merge.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 150, "SOCK", 50));
    assertThat(units(guest)).isEmpty();
  }

  @Test
  void orders_placed_while_carts_merge_take_only_what_was_ordered() {
    add(ann, "HAT", 32);
    together(
        96,
        i -> {
          switch (i % 3) {
            case 0 -> add(guest, i % 2 == 0 ? "HAT" : "SOCK", 1);
            case 1 ->
                carts.removeOrdered(ann, new OrderedGoods("ord_" + i, Map.of("HAT", 1), Set.of()));
            default -> merge.merge(guest, ann);
          }
        });
    merge.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 16, "SOCK", 16));
  }

  @Test
  void whatever_is_done_and_wherever_it_crashes_nothing_is_lost_or_doubled() {
    long seed = random.nextLong();
    Random choices = new Random(seed);
    Carts narrow = carts(NARROW);
    GuestMerge crashingNarrow = merge(faulty, NARROW);
    for (int round = 0; round < 150; round++) {
      newPeople();
      Map<String, Integer> expected = new TreeMap<>();
      for (int step = 0; step < 16; step++) {
        User user = choices.nextBoolean() ? ann : bob;
        if (choices.nextBoolean()) {
          String sku = (choices.nextInt(4) == 0 ? "€" : "") + (char) ('A' + choices.nextInt(5));
          addIfItFits(narrow, choices.nextBoolean() ? guest : user, sku, expected);
        } else {
          faulty.failAt(
              choices.nextInt(2 * CALLS_OF_A_MERGE), choices.nextBoolean(), GuestMergeTest::crash);
          mergeOrCrash(crashingNarrow, user);
        }
      }
      assertThat(carts.show(guest).cart().isMerging()).isFalse();
      assertThat(all()).as("seed %d, round %d", seed, round).isEqualTo(expected);
    }
  }

  @Test
  void redis_flushed_during_a_merge_doubles_nothing_and_carts_go_on() {
    for (int call = 1; call <= CALLS_OF_A_MERGE; call++) {
      newPeople();
      add(guest, "HAT", 2);
      faulty.failAt(
          call,
          false,
          () -> {
            redis.flushAll();
            redis.scriptFlush();
          });
      crashing.merge(guest, ann);
      merge.merge(guest, ann);
      assertThat(all()).as("flushed at " + call).isIn(Map.of(), Map.of("HAT", 2));
      add(guest, "SOCK", 1);
      merge.merge(guest, ann);
      assertThat(units(ann)).containsEntry("SOCK", 1);
    }
  }

  @Test
  void a_corrupt_guest_cart_is_an_error_and_left_as_it_is() {
    redis.set(key(guest), "rubbish");
    assertThatThrownBy(() -> merge.merge(guest, ann))
        .hasMessageContaining("corrupt value of guest-cart:")
        .message()
        .doesNotContain(guest.guestId());
    assertThat(redis.get(key(guest))).isEqualTo("rubbish");
  }

  private void crash(Guest from, User into, int call, boolean done) {
    faulty.failAt(call, done, GuestMergeTest::crash);
    assertThatThrownBy(() -> crashing.merge(from, into)).hasMessage("crash");
  }

  private static void crash() {
    throw new IllegalStateException("crash");
  }

  private void mergeOrCrash(GuestMerge merging, User user) {
    try {
      merging.merge(guest, user);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("crash");
    }
  }

  private static void addIfItFits(
      Carts into, CartOwner owner, String sku, Map<String, Integer> expected) {
    try {
      var _ = into.add(owner, sku, 1, Optional.empty());
      expected.merge(sku, 1, Integer::sum);
    } catch (ApiException e) {
      assertThat(e.reason())
          .isIn(Reason.CART_LIMIT_EXCEEDED.name(), Reason.CURRENCY_MISMATCH.name());
    }
  }

  private void add(CartOwner owner, String sku, int quantity) {
    assertThat(carts.add(owner, sku, quantity, Optional.empty()).lines()).isNotEmpty();
  }

  private Cart cart(CartOwner owner) {
    return store.read(owner, Optional.empty()).cart();
  }

  private Map<String, Integer> units(CartOwner owner) {
    Map<String, Integer> units = new HashMap<>();
    cart(owner).lines().forEach(line -> units.put(line.sku(), line.quantity()));
    return units;
  }

  /** What all carts have together. */
  private Map<String, Integer> all() {
    Map<String, Integer> units = new TreeMap<>();
    for (CartOwner owner : List.of(ann, bob, guest)) {
      units(owner).forEach((sku, quantity) -> units.merge(sku, quantity, Integer::sum));
    }
    return units;
  }

  private static String key(Guest guest) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(guest.guestId().getBytes(StandardCharsets.UTF_8));
      return "guest-cart:{" + HexFormat.of().formatHex(hash) + "}";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private Carts carts(CartLimits limits) {
    return new Carts(
        store,
        GuestMergeTest::offers,
        merge(store, limits),
        limits,
        new JitteredPause(random),
        Clock.systemUTC());
  }

  private GuestMerge merge(CartStore on, CartLimits limits) {
    return new GuestMerge(on, limits, new JitteredPause(random), Clock.systemUTC());
  }

  private static Map<String, Offer> offers(Set<String> skus) {
    Map<String, Offer> offers = new HashMap<>();
    for (String sku : skus) {
      Amount price = new Amount(sku.startsWith("€") ? "EUR" : "GBP", 100);
      offers.put(sku, new Offer(sku, "prd_" + sku, "Fine " + sku, price, 9));
    }
    return offers;
  }

  private static void together(int threads, IntConsumer call) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(executor.submit(() -> call.accept(number)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
