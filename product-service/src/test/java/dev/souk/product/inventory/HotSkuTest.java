package dev.souk.product.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.product.dynamo.Collisions;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReservationState;
import dev.souk.product.inventory.domain.StockLevel;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everybody wants the same SKU. */
class HotSkuTest {
  private static final int WRITERS = 64;

  /** Within the deadline of a call, also on a machine that is busy with other things. */
  private static final Duration SLOWEST = Duration.ofSeconds(10);

  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = new Warehouse();
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void every_one_of_64_writers_goes_on_and_none_waits_for_long() throws Exception {
    warehouse.stock("HOT-1", 10_000);

    List<Object> slowest =
        Together.run(
            WRITERS,
            writer -> {
              long slowestNanos = 0;
              for (int round = 0; round < 3; round++) {
                String order = warehouse.newOrder();
                long start = System.nanoTime();
                warehouse.reserve(order, "HOT-1", 1);
                long reserved = System.nanoTime();
                warehouse.commit.commit(order);
                long committed = System.nanoTime();
                slowestNanos =
                    Math.max(slowestNanos, Math.max(reserved - start, committed - reserved));
              }
              return Duration.ofNanos(slowestNanos);
            });

    assertThat(slowest).hasSize(WRITERS).hasOnlyElementsOfType(Duration.class);
    assertThat(slowest).allMatch(time -> ((Duration) time).compareTo(SLOWEST) < 0);
    assertThat(warehouse.level("HOT-1"))
        .isEqualTo(new StockLevel("HOT-1", 10_000 - 3 * WRITERS, 0));
    assertThat(warehouse.violations()).isEmpty();
  }

  @Test
  void writers_who_collide_once_take_turns_from_then_on() throws Exception {
    Collisions collisions = new Collisions();
    try (Warehouse amazon = new Warehouse(collisions::between)) {
      amazon.stock("HOT-2", 10_000);

      List<Object> done =
          Together.run(
              WRITERS,
              writer -> {
                for (int round = 0; round < 3; round++) {
                  String order = amazon.newOrder();
                  amazon.reserve(order, "HOT-2", 1);
                  amazon.commit.commit(order);
                }
                return "done";
              });

      assertThat(done).hasSize(WRITERS).containsOnly("done");
      assertThat(collisions.count()).isBetween(1, 2 * WRITERS);
      assertThat(amazon.level("HOT-2")).isEqualTo(new StockLevel("HOT-2", 10_000 - 3 * WRITERS, 0));
      assertThat(amazon.violations()).isEmpty();
    }
  }

  @Test
  void several_sweepers_at_once_expire_each_reservation_once() throws Exception {
    warehouse.stock("SWEPT-1", 100);
    List<String> orders = IntStream.range(0, 60).mapToObj(i -> warehouse.newOrder()).toList();
    for (String order : orders) {
      warehouse.reserve.reserve(
          order, List.of(new ReservationLine("SWEPT-1", 1)), Duration.ofSeconds(5));
    }
    warehouse.clock.advance(Duration.ofSeconds(5));

    List<Object> settled = Together.run(6, i -> warehouse.sweep.sweep());

    assertThat(settled).hasOnlyElementsOfType(Integer.class);
    assertThat(settled.stream().mapToInt(count -> (Integer) count).sum()).isEqualTo(60);
    assertThat(warehouse.level("SWEPT-1")).isEqualTo(new StockLevel("SWEPT-1", 100, 0));
    orders.forEach(order ->
        assertThat(warehouse.reservations.find(order).orElseThrow().state())
            .isEqualTo(ReservationState.EXPIRED));
    assertThat(warehouse.violations()).isEmpty();
  }
}
