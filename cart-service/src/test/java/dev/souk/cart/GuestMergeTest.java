package dev.souk.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.CartLifetimes;
import dev.souk.cart.domain.CartOwner.Guest;
import dev.souk.cart.domain.GuestMerge;
import dev.souk.cart.domain.OrderedGoods;
import dev.souk.cart.domain.RequestKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is in a user's cart once a guest's was merged into it. */
class GuestMergeTest extends MergeLab {
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
  void a_cart_remembers_a_bounded_number_of_merges() {
    for (int i = 0; i < 60; i++) {
      add(guest, "HAT", 1);
      merge.merge(guest, ann);
    }
    assertThat(units(ann)).isEqualTo(Map.of("HAT", 60));
    assertThat(cart(ann).memory().merged()).hasSize(50);
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
}
