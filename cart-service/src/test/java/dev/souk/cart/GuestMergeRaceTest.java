package dev.souk.cart;

import static dev.souk.cart.Together.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.GuestMerge;
import dev.souk.cart.domain.OrderedGoods;
import dev.souk.cart.store.RedisCartStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Merges at the same time, and with other changes. */
class GuestMergeRaceTest extends MergeLab {
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
}
