package dev.souk.product.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.inventory.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HotItemsTest {
  private static final Key ONE = new Key("t", "1", "-");
  private static final Key TWO = new Key("t", "2", "-");

  private final HotItems items = new HotItems(Duration.ofSeconds(30));

  @Test
  void an_item_has_a_queue_from_the_first_collision_until_nobody_is_in_it() {
    try (HotItems.Place none = items.enter(List.of(ONE), Set.of())) {
      assertThat(none.covers(Set.of(ONE))).isFalse();
      assertThat(items.size()).isZero();
    }
    try (HotItems.Place first = items.enter(List.of(ONE, TWO), Set.of(TWO))) {
      assertThat(first.covers(Set.of(TWO))).isTrue();
      assertThat(first.covers(Set.of(ONE))).isFalse();
      assertThat(items.size()).isEqualTo(1);
    }
    assertThat(items.size()).isZero();
  }

  @Test
  void each_has_its_turn_alone_in_whatever_order_it_names_the_items() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<Integer> most = Collections.synchronizedList(new ArrayList<>());

    List<Object> done =
        Together.run(
            50,
            i -> {
              List<Key> keys = i % 2 == 0 ? List.of(ONE, TWO) : List.of(TWO, ONE);
              try (HotItems.Place _ = items.enter(keys, Set.of(ONE, TWO))) {
                most.add(inside.incrementAndGet());
                IntStream.range(0, 10_000).forEach(_ -> Thread.onSpinWait());
                inside.decrementAndGet();
              }
              return "done";
            });

    assertThat(done).hasSize(50).containsOnly("done");
    assertThat(most).hasSize(50).containsOnly(1);
    assertThat(items.size()).isZero();
  }

  @Test
  void who_has_waited_for_long_enough_goes_on_without_its_turn() {
    HotItems impatient = new HotItems(Duration.ofMillis(1));
    try (HotItems.Place _ = impatient.enter(List.of(ONE), Set.of(ONE))) {
      try (HotItems.Place second = impatient.enter(List.of(ONE), Set.of())) {
        assertThat(second.covers(Set.of(ONE))).isTrue();
      }
      try (HotItems.Place third = impatient.enter(List.of(ONE), Set.of())) {
        assertThat(third.covers(Set.of(ONE))).isTrue();
      }
    }
    assertThat(impatient.size()).isZero();
  }
}
