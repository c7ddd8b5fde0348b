package dev.souk.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.CartOwner;
import dev.souk.cart.domain.CartOwner.Guest;
import dev.souk.cart.domain.CartOwner.User;
import dev.souk.cart.domain.Carts;
import dev.souk.cart.domain.GuestMerge;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever merges may die, or be held up, at any step. */
class GuestMergeCrashTest extends MergeLab {
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
  void what_stays_is_decided_once_also_when_the_user_changes_the_cart_before_the_repeat() {
    GuestMerge narrow = merge(store, NARROW);
    GuestMerge crashingNarrow = merge(faulty, NARROW);
    add(ann, "HAT", 1);
    add(ann, "CAP", 1);
    List.of("A", "B", "C").forEach(sku -> add(guest, sku, 1));
    faulty.failAt(6, true, GuestMergeCrashTest::crash);
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
  void a_merge_that_many_others_overtook_doubles_nothing() {
    add(guest, "HAT", 2);
    faulty.failAt(
        5,
        true,
        () -> {
          merge.merge(guest, ann);
          mergeOthers(60);
        });
    crashing.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2, "SOCK", 60));
  }

  @Test
  void who_was_held_up_after_reading_the_mark_doubles_nothing() {
    add(guest, "HAT", 2);
    crash(guest, ann, 3, true);
    assertThat(cart(guest).isMerging()).isTrue();
    faulty.failAt(
        1,
        true,
        () -> {
          merge.merge(guest, ann);
          mergeOthers(60);
        });
    crashing.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2, "SOCK", 60));
  }

  @Test
  void who_was_held_up_before_the_mark_is_taken_away_doubles_nothing() {
    add(guest, "HAT", 2);
    faulty.failAt(
        CALLS_OF_A_MERGE,
        false,
        () -> {
          mergeOthers(60);
          merge.merge(guest, ann);
          add(guest, "CAP", 1);
        });
    crashing.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2, "SOCK", 60));
    assertThat(units(guest)).isEqualTo(Map.of("CAP", 1));
  }

  @Test
  void who_died_before_the_mark_was_taken_away_leaves_nothing_that_is_doubled_later() {
    add(guest, "HAT", 2);
    crash(guest, ann, CALLS_OF_A_MERGE, false);
    mergeOthers(60);
    merge.merge(guest, ann);
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 2, "SOCK", 60));
    assertThat(cart(guest)).isEqualTo(Cart.NONE);
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
              choices.nextInt(2 * CALLS_OF_A_MERGE),
              choices.nextBoolean(),
              GuestMergeCrashTest::crash);
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

  private void mergeOthers(int carts) {
    for (int i = 0; i < carts; i++) {
      Guest other = new Guest(ids.next("gst"));
      add(other, "SOCK", 1);
      merge.merge(other, ann);
    }
  }

  private void crash(Guest from, User into, int call, boolean done) {
    faulty.failAt(call, done, GuestMergeCrashTest::crash);
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
}
