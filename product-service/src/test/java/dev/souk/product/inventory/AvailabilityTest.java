package dev.souk.product.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.inventory.domain.ReservationLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When it is told that units can be ordered, or no longer. */
class AvailabilityTest {
  private static final int THREADS = 8;
  private static final int STEPS = 20;

  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = new Warehouse();
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  private String reserved(String sku, int quantity) {
    String order = warehouse.newOrder();
    warehouse.reserve(order, sku, quantity);
    return order;
  }

  @Test
  void adjustments_tell_of_the_first_units_and_of_the_last() {
    warehouse.list("SKU-1");
    warehouse.adjust("SKU-1", 3);
    assertThat(warehouse.turned()).containsExactly("SKU-1");
    warehouse.adjust("SKU-1", 2);
    warehouse.adjust("SKU-1", -4);
    assertThat(warehouse.turned()).isEmpty();
    warehouse.adjust("SKU-1", -1);
    assertThat(warehouse.turned()).containsExactly("SKU-1");
    warehouse.adjust("SKU-1", 1);
    assertThat(warehouse.turned()).containsExactly("SKU-1");
  }

  @Test
  void what_orders_hold_is_not_available() {
    warehouse.stock("HELD-1", 3);
    assertThat(warehouse.turned()).containsExactly("HELD-1");
    String two = reserved("HELD-1", 2);
    assertThat(warehouse.turned()).isEmpty();
    String one = reserved("HELD-1", 1);
    assertThat(warehouse.turned()).containsExactly("HELD-1");
    warehouse.adjust("HELD-1", 1);
    assertThat(warehouse.turned()).containsExactly("HELD-1");
    warehouse.adjust("HELD-1", -1);
    assertThat(warehouse.turned()).containsExactly("HELD-1");

    warehouse.release.release(two);
    assertThat(warehouse.turned()).containsExactly("HELD-1");
    warehouse.release.release(one);
    assertThat(warehouse.turned()).isEmpty();
  }

  @Test
  void a_sale_makes_nothing_unavailable_that_was_not_and_a_restock_is_told_of() {
    warehouse.stock("SALE-1", 2);
    String order = reserved("SALE-1", 2);
    assertThat(warehouse.turned()).contains("SALE-1");
    warehouse.commit.commit(order);
    assertThat(warehouse.turned()).isEmpty();
    warehouse.restock.restock(order);
    assertThat(warehouse.turned()).containsExactly("SALE-1");
  }

  @Test
  void expiry_is_told_of() {
    warehouse.stock("LATE-1", 1);
    String _ = reserved("LATE-1", 1);
    assertThat(warehouse.turned()).contains("LATE-1");
    warehouse.clock.advance(Warehouse.TTL);
    warehouse.sweep.sweep();
    assertThat(warehouse.turned()).containsExactly("LATE-1");
  }

  @Test
  void units_at_another_place_are_available_too() {
    warehouse.stock("FAR-1", 1);
    warehouse.adjustAt("oslo", "FAR-1", 1);
    assertThat(warehouse.turned()).contains("FAR-1");
    String order = reserved("FAR-1", 2);
    assertThat(warehouse.turned()).containsExactly("FAR-1");
    warehouse.commit.commit(order);
    warehouse.restock.restock(order);
    assertThat(warehouse.turned()).containsExactly("FAR-1");
  }

  @Test
  void an_order_may_take_the_last_of_all_its_skus() {
    List<ReservationLine> lines =
        IntStream.range(10, 100)
            .mapToObj(i -> "ALL-" + i)
            .peek(sku -> warehouse.stock(sku, 2))
            .map(sku -> new ReservationLine(sku, 2))
            .toList();
    List<String> skus = lines.stream().map(ReservationLine::sku).toList();
    assertThat(warehouse.turned()).isEqualTo(skus);

    String released = warehouse.newOrder();
    warehouse.reserve.reserve(released, lines, Warehouse.TTL);
    assertThat(warehouse.turned()).isEqualTo(skus);
    warehouse.release.release(released);
    assertThat(warehouse.turned()).isEqualTo(skus);

    String sold = warehouse.newOrder();
    warehouse.reserve.reserve(sold, lines, Warehouse.TTL);
    warehouse.commit.commit(sold);
    assertThat(warehouse.turned()).isEqualTo(skus);
    warehouse.restock.restock(sold);
    assertThat(warehouse.turned()).isEqualTo(skus);
    assertThat(warehouse.violations()).isEmpty();
  }

  @Test
  void of_many_buyers_at_once_one_takes_the_last() throws Exception {
    warehouse.stock("HOT-1", 40);
    assertThat(warehouse.turned()).containsExactly("HOT-1");

    List<Object> outcomes =
        Together.run(64, i -> warehouse.reserve(warehouse.newOrder(), "HOT-1", 1));

    assertThat(outcomes).filteredOn("OUT_OF_STOCK"::equals).hasSize(24);
    assertThat(warehouse.level("HOT-1").available()).isZero();
    assertThat(warehouse.turned()).containsExactly("HOT-1");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  @DisplayName("47: no change of what is available is lost")
  void who_follows_the_events_knows_what_is_available_whatever_happens_at_once(long seed)
      throws Exception {
    List<String> skus = List.of("A-1", "B-1", "C-1");
    skus.forEach(sku -> warehouse.stock(sku, 2));
    List<String> orders = IntStream.range(0, 12).mapToObj(i -> warehouse.newOrder()).toList();
    Map<String, Boolean> known = new HashMap<>();
    AtomicBoolean ended = new AtomicBoolean();
    Thread follower =
        Thread.startVirtualThread(() -> {
          while (!ended.get()) {
            follow(known);
          }
        });

    Together.run(
        THREADS,
        thread -> {
          Random random = new Random(seed * THREADS + thread);
          for (int step = 0; step < STEPS; step++) {
            InterleavingTest.anything(warehouse, random, skus, orders);
          }
          return thread;
        });

    ended.set(true);
    assertThat(follower.join(Duration.ofSeconds(30))).isTrue();
    follow(known);
    for (String sku : skus) {
      assertThat(known.get(sku)).as(sku).isEqualTo(warehouse.level(sku).available() > 0);
    }
  }

  private void follow(Map<String, Boolean> known) {
    for (String sku : warehouse.turned()) {
      known.put(sku, warehouse.level(sku).available() > 0);
    }
  }
}
