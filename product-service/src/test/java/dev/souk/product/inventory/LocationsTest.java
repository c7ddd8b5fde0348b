package dev.souk.product.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.ApiException;
import dev.souk.product.dynamo.InventoryTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.inventory.domain.LocationLevel;
import dev.souk.product.inventory.domain.Reservation;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReservationState;
import dev.souk.product.inventory.domain.StockLevel;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stock at several locations. */
class LocationsTest {
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

  private static StockLevel level(String sku, LocationLevel... locations) {
    return new StockLevel(sku, List.of(locations));
  }

  private static LocationLevel at(String location, int onHand, int reserved) {
    return new LocationLevel(location, onHand, reserved);
  }

  @Test
  void a_level_is_the_sum_of_its_locations_the_main_one_first() {
    warehouse.stock("SUM-1", 2);
    warehouse.adjustAt("oslo", "SUM-1", 4);
    warehouse.adjustAt("berlin-2", "SUM-1", 3);

    StockLevel level = warehouse.level("SUM-1");
    assertThat(level)
        .isEqualTo(level("SUM-1", at("main", 2, 0), at("berlin-2", 3, 0), at("oslo", 4, 0)));
    assertThat(level.onHand()).isEqualTo(9);
    assertThat(level.only("oslo").onHand()).isEqualTo(4);
    assertThat(level.only("rome").available()).isZero();
  }

  @Test
  void a_sku_need_not_have_been_at_the_main_location() {
    warehouse.list("FAR-1");
    assertThat(warehouse.adjustAt("oslo", "FAR-1", 4).available()).isEqualTo(4);

    assertThat(warehouse.level("FAR-1"))
        .isEqualTo(level("FAR-1", at("main", 0, 0), at("oslo", 4, 0)));
    assertThat(warehouse.reserve(warehouse.newOrder(), "FAR-1", 4).lines())
        .containsExactly(new ReservationLine("FAR-1", 4, "oslo"));
  }

  @Test
  void what_one_location_lacks_another_cannot_spare() {
    warehouse.stock("APART-1", 5);
    warehouse.adjustAt("oslo", "APART-1", 2);

    refused("OUT_OF_STOCK", () -> warehouse.adjustAt("oslo", "APART-1", -3));
    refused("OUT_OF_STOCK", () -> warehouse.adjustAt("rome", "APART-1", -1));
    assertThat(warehouse.adjustAt("oslo", "APART-1", -2).onHand()).isEqualTo(5);
  }

  @Test
  void a_reservation_takes_from_main_first_and_keeps_where_it_took_from() {
    warehouse.stock("SPLIT-1", 2);
    warehouse.adjustAt("oslo", "SPLIT-1", 2);
    warehouse.adjustAt("berlin", "SPLIT-1", 2);

    String order = warehouse.newOrder();
    assertThat(warehouse.reserve(order, "SPLIT-1", 5).lines())
        .containsExactly(
            new ReservationLine("SPLIT-1", 2, "main"),
            new ReservationLine("SPLIT-1", 2, "berlin"),
            new ReservationLine("SPLIT-1", 1, "oslo"));
    assertThat(warehouse.level("SPLIT-1"))
        .isEqualTo(level("SPLIT-1", at("main", 2, 2), at("berlin", 2, 2), at("oslo", 2, 1)));
    refused("OUT_OF_STOCK", () -> warehouse.reserve(warehouse.newOrder(), "SPLIT-1", 2));

    warehouse.commit.commit(order);
    assertThat(warehouse.level("SPLIT-1"))
        .isEqualTo(level("SPLIT-1", at("main", 0, 0), at("berlin", 0, 0), at("oslo", 1, 0)));
    warehouse.restock.restock(order);
    assertThat(warehouse.level("SPLIT-1"))
        .isEqualTo(level("SPLIT-1", at("main", 2, 0), at("berlin", 2, 0), at("oslo", 2, 0)));

    String given = warehouse.newOrder();
    warehouse.reserve(given, "SPLIT-1", 6);
    warehouse.release.release(given);
    assertThat(warehouse.level("SPLIT-1").available()).isEqualTo(6);
  }

  @Test
  void ninety_lines_from_two_locations_each_are_sold_and_restocked() {
    List<ReservationLine> lines =
        IntStream.range(0, 90)
            .mapToObj(i -> "BOTH-" + i)
            .peek(sku -> warehouse.stock(sku, 1))
            .peek(sku -> warehouse.adjustAt("oslo", sku, 1))
            .map(sku -> new ReservationLine(sku, 2))
            .toList();
    String order = warehouse.newOrder();

    Reservation active = warehouse.reserve.reserve(order, lines, Warehouse.TTL);
    assertThat(active.lines()).hasSize(180);
    assertThat(warehouse.commit.commit(order).state()).isEqualTo(ReservationState.COMMITTED);
    assertThat(warehouse.level("BOTH-89").onHand()).isZero();
    assertThat(warehouse.restock.restock(order).state()).isEqualTo(ReservationState.RESTOCKED);
    assertThat(warehouse.level("BOTH-89"))
        .isEqualTo(level("BOTH-89", at("main", 1, 0), at("oslo", 1, 0)));
  }

  @Test
  void of_64_buyers_of_units_here_and_there_each_gets_one() throws Exception {
    warehouse.stock("SPREAD-1", 16);
    warehouse.adjustAt("oslo", "SPREAD-1", 16);

    List<Object> outcomes =
        Together.run(64, i -> warehouse.reserve(warehouse.newOrder(), "SPREAD-1", 1));

    assertThat(outcomes).filteredOn(Reservation.class::isInstance).hasSize(32);
    assertThat(outcomes).filteredOn("OUT_OF_STOCK"::equals).hasSize(32);
    assertThat(warehouse.level("SPREAD-1").available()).isZero();
  }

  @Test
  void a_sku_has_sixteen_locations_at_most() {
    warehouse.stock("WIDE-1", 1);
    IntStream.range(1, StockLevel.LOCATIONS)
        .forEach(i -> warehouse.adjustAt("place-" + i, "WIDE-1", 1));

    refused("INVALID_FIELD", () -> warehouse.adjustAt("one-more", "WIDE-1", 1));
    assertThat(warehouse.adjustAt("place-3", "WIDE-1", 1).onHand()).isEqualTo(17);
    assertThat(warehouse.reserve(warehouse.newOrder(), "WIDE-1", 17).lines()).hasSize(16);
  }

  @Test
  void the_upper_bound_is_that_of_all_locations_together() throws Exception {
    warehouse.stock("FULL-1", StockLevel.MAXIMUM - 10);

    refused("INVALID_FIELD", () -> warehouse.adjustAt("oslo", "FULL-1", 11));
    List<Object> outcomes = Together.run(8, i -> warehouse.adjustAt("place-" + i, "FULL-1", 3));
    assertThat(outcomes).filteredOn(StockLevel.class::isInstance).hasSize(3);
    assertThat(outcomes).filteredOn("INVALID_FIELD"::equals).hasSize(5);
  }

  @Test
  void levels_and_reservations_from_when_there_was_one_location_are_the_main_ones() {
    warehouse.stock("OLD-1", 10);
    String order = warehouse.newOrder();
    Reservation active = warehouse.reserve(order, "OLD-1", 4);
    warehouse.write(Write.update(InventoryTable.level("OLD-1"), "REMOVE #total"));
    warehouse.write(Write.update(InventoryTable.reservation(order), "REMOVE #lines[0].#location"));
    assertThat(warehouse.reservations.find(order)).contains(active);

    warehouse.commit.commit(order);
    assertThat(warehouse.level("OLD-1")).isEqualTo(new StockLevel("OLD-1", 6, 0));
    warehouse.adjustAt("oslo", "OLD-1", 1);
    assertThat(warehouse.level("OLD-1").onHand()).isEqualTo(7);
  }
}
