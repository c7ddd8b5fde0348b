package dev.souk.product.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.product.inventory.domain.Movement;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReservationState;
import dev.souk.product.inventory.domain.StockLevel;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReservationTest {
  private static Warehouse warehouse;

  @BeforeAll
  static void open() {
    warehouse = new Warehouse();
  }

  @AfterAll
  static void close() {
    warehouse.close();
  }

  @AfterEach
  void the_books_agree() {
    assertThat(warehouse.violations()).isEmpty();
  }

  private static void refused(String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void reserving_more_than_is_left_reserves_nothing() {
    warehouse.stock("MANY-1", 5);
    warehouse.stock("FEW-1", 1);
    String order = warehouse.newOrder();

    refused(
        "OUT_OF_STOCK",
        () ->
            warehouse.reserve.reserve(
                order,
                List.of(new ReservationLine("MANY-1", 5), new ReservationLine("FEW-1", 2)),
                Warehouse.TTL));

    assertThat(warehouse.level("MANY-1")).isEqualTo(new StockLevel("MANY-1", 5, 0));
    assertThat(warehouse.level("FEW-1")).isEqualTo(new StockLevel("FEW-1", 1, 0));
    assertThat(warehouse.reservations.find(order)).isEmpty();
  }

  @Test
  void lines_of_one_sku_are_summed_before_they_are_checked() {
    warehouse.stock("SUM-1", 5);
    List<ReservationLine> lines =
        List.of(new ReservationLine("SUM-1", 3), new ReservationLine("SUM-1", 3));

    refused(
        "OUT_OF_STOCK",
        () -> warehouse.reserve.reserve(warehouse.newOrder(), lines, Warehouse.TTL));

    warehouse.adjust("SUM-1", 1);
    assertThat(warehouse.reserve.reserve(warehouse.newOrder(), lines, Warehouse.TTL).lines())
        .containsExactly(new ReservationLine("SUM-1", 6));
  }

  @Test
  void of_64_buyers_one_gets_the_last_unit() throws Exception {
    warehouse.stock("LAST-1", 1);

    List<Object> outcomes =
        Together.run(64, i -> warehouse.reserve(warehouse.newOrder(), "LAST-1", 1));

    assertThat(outcomes).filteredOn(Reservation.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn("OUT_OF_STOCK"::equals).hasSize(63);
    assertThat(warehouse.level("LAST-1")).isEqualTo(new StockLevel("LAST-1", 1, 1));
  }

  @Test
  void of_64_writers_of_one_sku_none_gives_up() throws Exception {
    warehouse.stock("HOT-1", 64);

    List<Object> outcomes =
        Together.run(
            64,
            i -> {
              String order = warehouse.newOrder();
              warehouse.reserve(order, "HOT-1", 1);
              return i % 2 == 0 ? warehouse.commit.commit(order) : warehouse.release.release(order);
            });

    assertThat(outcomes).hasOnlyElementsOfType(Reservation.class);
    assertThat(warehouse.level("HOT-1")).isEqualTo(new StockLevel("HOT-1", 32, 0));
  }

  @Test
  void one_order_reserves_once_however_often_it_asks() throws Exception {
    warehouse.stock("ONCE-1", 10);
    String order = warehouse.newOrder();

    List<Object> outcomes = Together.run(8, i -> warehouse.reserve(order, "ONCE-1", 4));

    assertThat(outcomes).hasOnlyElementsOfType(Reservation.class).containsOnly(outcomes.getFirst());
    assertThat(warehouse.level("ONCE-1").reserved()).isEqualTo(4);
  }

  @Test
  void commit_and_release_at_once_end_in_one_of_both() throws Exception {
    warehouse.stock("RACE-1", 10);
    String order = warehouse.newOrder();
    warehouse.reserve(order, "RACE-1", 4);

    Together.run(
        8, i -> i % 2 == 0 ? warehouse.commit.commit(order) : warehouse.release.release(order));

    ReservationState state = warehouse.reservations.find(order).orElseThrow().state();
    assertThat(warehouse.level("RACE-1"))
        .isEqualTo(new StockLevel("RACE-1", state == ReservationState.COMMITTED ? 6 : 10, 0));
  }

  @Test
  void a_committed_reservation_cannot_be_released_nor_a_released_one_committed() {
    warehouse.stock("END-1", 10);
    String sold = warehouse.newOrder();
    warehouse.reserve(sold, "END-1", 1);
    warehouse.commit.commit(sold);
    String released = warehouse.newOrder();
    warehouse.reserve(released, "END-1", 1);
    warehouse.release.release(released);

    refused("ILLEGAL_STATE", () -> warehouse.release.release(sold));
    refused("ILLEGAL_STATE", () -> warehouse.reserve(sold, "END-1", 1));
    refused("ILLEGAL_STATE", () -> warehouse.commit.commit(released));
    refused("ILLEGAL_STATE", () -> warehouse.restock.restock(released));
    refused("RESOURCE_NOT_FOUND", () -> warehouse.commit.commit(warehouse.newOrder()));
    refused("RESOURCE_NOT_FOUND", () -> warehouse.restock.restock(warehouse.newOrder()));
    assertThat(warehouse.level("END-1")).isEqualTo(new StockLevel("END-1", 9, 0));
  }

  @Test
  void ninety_lines_are_sold_and_restocked_in_steps() {
    List<ReservationLine> lines = ninetyLines("LONG");
    String order = warehouse.newOrder();
    warehouse.reserve.reserve(order, lines, Warehouse.TTL);

    assertThat(warehouse.commit.commit(order).state()).isEqualTo(ReservationState.COMMITTED);
    assertThat(warehouse.level("LONG-89")).isEqualTo(new StockLevel("LONG-89", 1, 0));

    assertThat(warehouse.restock.restock(order).state()).isEqualTo(ReservationState.RESTOCKED);
    warehouse.restock.restock(order);
    assertThat(warehouse.level("LONG-0")).isEqualTo(new StockLevel("LONG-0", 3, 0));
  }

  private static List<ReservationLine> ninetyLines(String name) {
    return IntStream.range(0, 90)
        .mapToObj(i -> name + "-" + i)
        .peek(sku -> warehouse.stock(sku, 3))
        .map(sku -> new ReservationLine(sku, 2))
        .toList();
  }

  @Test
  void a_commit_that_died_half_way_keeps_the_books_and_is_ended_by_the_sweeper() {
    List<ReservationLine> lines = ninetyLines("HALF");
    String order = warehouse.newOrder();
    Reservation active = warehouse.reserve.reserve(order, lines, Warehouse.TTL);

    warehouse.reservations.step(active, Movement.COMMIT);

    assertThat(warehouse.violations()).isEmpty();
    refused("ILLEGAL_STATE", () -> warehouse.release.release(order));
    warehouse.clock.advance(Duration.ofMinutes(1));
    warehouse.sweep.sweep();
    assertThat(warehouse.reservations.find(order).orElseThrow().state())
        .isEqualTo(ReservationState.COMMITTED);
    assertThat(warehouse.level("HALF-89")).isEqualTo(new StockLevel("HALF-89", 1, 0));
  }

  @Test
  void a_step_is_made_once() {
    warehouse.stock("STEP-1", 3);
    Reservation active = warehouse.reserve(warehouse.newOrder(), "STEP-1", 1);

    assertThat(warehouse.reservations.step(active, Movement.COMMIT)).isTrue();
    assertThat(warehouse.reservations.step(active, Movement.COMMIT)).isFalse();
    assertThat(warehouse.level("STEP-1").onHand()).isEqualTo(2);
  }

  @Test
  void what_nobody_decides_in_time_expires_once_whoever_sweeps() throws Exception {
    warehouse.stock("TIME-1", 10);
    String early = warehouse.newOrder();
    String late = warehouse.newOrder();
    warehouse.reserve.reserve(
        early, List.of(new ReservationLine("TIME-1", 4)), Duration.ofSeconds(10));
    warehouse.reserve.reserve(late, List.of(new ReservationLine("TIME-1", 3)), Duration.ofHours(1));

    warehouse.clock.advance(Duration.ofSeconds(9));
    assertThat(warehouse.sweep.sweep()).isZero();
    warehouse.clock.advance(Duration.ofSeconds(1));
    List<Object> sweeps = Together.run(4, i -> warehouse.sweep.sweep());

    assertThat(sweeps).filteredOn(swept -> !swept.equals(0)).containsExactly(1);
    assertThat(warehouse.level("TIME-1")).isEqualTo(new StockLevel("TIME-1", 10, 3));
    refused("ILLEGAL_STATE", () -> warehouse.commit.commit(early));
    refused("ILLEGAL_STATE", () -> warehouse.reserve(early, "TIME-1", 1));
    assertThat(warehouse.release.release(early).state()).isEqualTo(ReservationState.EXPIRED);
    warehouse.release.release(late);
  }

  @Test
  void an_expired_reservation_can_be_committed_until_it_is_swept() {
    warehouse.stock("GRACE-1", 1);
    String order = warehouse.newOrder();
    warehouse.reserve(order, "GRACE-1", 1);
    warehouse.clock.advance(Warehouse.TTL.plusSeconds(1));

    assertThat(warehouse.commit.commit(order).state()).isEqualTo(ReservationState.COMMITTED);
    assertThat(warehouse.sweep.sweep()).isZero();
  }
}
