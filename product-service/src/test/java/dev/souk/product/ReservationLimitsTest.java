package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.util.Durations;
import dev.souk.inventory.v1.ReleaseReservationRequest;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.ReservationLine;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.kit.error.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("54: reservations within their limits")
class ReservationLimitsTest {
  @TempDir static Path folder;
  private static CatalogShop shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new CatalogShop(folder, Map.of());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static void stock(String sku, int units) {
    shop.create(CatalogShop.hat(sku));
    shop.restock(sku, units);
  }

  private static ReservationLine line(String sku, int quantity) {
    return ReservationLine.newBuilder().setSku(sku).setQuantity(quantity).build();
  }

  private static ReserveStockRequest.Builder request(List<ReservationLine> lines) {
    return ReserveStockRequest.newBuilder()
        .setOrderId(CatalogShop.IDS.next("ord"))
        .addAllLines(lines)
        .setTtl(Durations.fromHours(1));
  }

  @Test
  void ninety_lines_are_taken_and_ninety_one_are_not() {
    stock("LIM-1", 1_000_000);
    stock("LIM-2", 10);
    List<ReservationLine> ninety =
        Stream.concat(
                Collections.nCopies(89, line("LIM-1", 10_000)).stream(),
                Stream.of(line("LIM-2", 10)))
            .toList();

    assertRefused(
        Reason.INVALID_FIELD,
        () -> shop.orders().reserveStock(request(ninety).addLines(line("LIM-2", 1)).build()));
    assertThat(shop.level("LIM-1").getReserved()).isZero();
    Reservation reserved = shop.orders().reserveStock(request(ninety).build());
    assertThat(reserved.getLinesList())
        .extracting(ReservationLine::getSku, ReservationLine::getQuantity)
        .containsExactly(tuple("LIM-1", 890_000), tuple("LIM-2", 10));
    assertRefused(
        Reason.OUT_OF_STOCK,
        () ->
            shop.orders()
                .reserveStock(request(List.of(line("LIM-1", 1), line("LIM-2", 1))).build()));
    assertThat(shop.level("LIM-1").getReserved()).isEqualTo(890_000);
  }

  @Test
  void what_is_no_reservation_is_refused_and_holds_nothing() {
    stock("NO-1", 10);
    List<ReservationLine> one = List.of(line("NO-1", 1));

    for (ReserveStockRequest.Builder wrong :
        List.of(
            request(List.of()),
            request(List.of(line("NO-1", 0))),
            request(List.of(line("NO-1", -1), line("NO-1", 2))),
            request(List.of(line("NO-1", 10_001))),
            request(List.of(line("", 1))),
            request(List.of(line("NO-1", 1).toBuilder().setLocation("main").build())),
            request(one).setTtl(Durations.fromMillis(999)),
            request(one).setTtl(Durations.fromSeconds(3_601)),
            request(one).clearTtl(),
            request(one).setOrderId("ord_x"))) {
      assertRefused(Reason.INVALID_FIELD, () -> shop.orders().reserveStock(wrong.build()));
    }
    assertThat(shop.level("NO-1").getReserved()).isZero();
  }

  @Test
  void units_that_are_released_twice_come_back_once() {
    stock("TWICE-1", 5);
    ReserveStockRequest held = request(List.of(line("TWICE-1", 2))).build();
    Reservation _ = shop.orders().reserveStock(request(List.of(line("TWICE-1", 2))).build());
    Reservation _ = shop.orders().reserveStock(held);
    ReleaseReservationRequest release =
        ReleaseReservationRequest.newBuilder().setOrderId(held.getOrderId()).build();

    for (int i = 0; i < 2; i++) {
      assertThat(shop.orders().releaseReservation(release).getState())
          .isEqualTo(Reservation.State.STATE_RELEASED);
    }
    assertThat(shop.level("TWICE-1"))
        .extracting(StockLevel::getOnHand, StockLevel::getReserved, StockLevel::getAvailable)
        .containsExactly(5, 2, 3);
  }
}
