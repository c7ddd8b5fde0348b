package dev.souk.product.inventory.api;

import com.google.protobuf.Timestamp;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.LocationLevel;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.inventory.v1.StockEntry;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.inventory.v1.WatchedStockLevel;
import dev.souk.product.inventory.domain.Adjustment;
import dev.souk.product.inventory.domain.LedgerEntry;
import dev.souk.product.inventory.domain.ReservationLine;
import dev.souk.product.inventory.domain.ReservationState;
import dev.souk.product.inventory.domain.WatchedLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** Stock as messages. */
final class InventoryMessages {
  private static final Pattern SKU = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private InventoryMessages() {}

  /** Whether a text could be a SKU at all. */
  static boolean isSku(String text) {
    return SKU.matcher(text).matches();
  }

  static StockLevel level(dev.souk.product.inventory.domain.StockLevel level) {
    return StockLevel.newBuilder()
        .setSku(level.sku())
        .setOnHand(level.onHand())
        .setReserved(level.reserved())
        .setAvailable(level.available())
        .addAllLocations(level.locations().stream().map(InventoryMessages::location).toList())
        .build();
  }

  private static LocationLevel location(dev.souk.product.inventory.domain.LocationLevel level) {
    return LocationLevel.newBuilder()
        .setLocation(level.location())
        .setOnHand(level.onHand())
        .setReserved(level.reserved())
        .setAvailable(level.available())
        .build();
  }

  static WatchedStockLevel watched(WatchedLevel watched) {
    return WatchedStockLevel.newBuilder()
        .setSku(watched.level().sku())
        .setOnHand(watched.level().onHand())
        .setReserved(watched.level().reserved())
        .setAvailable(watched.level().available())
        .setLowStockThreshold(watched.threshold())
        .setLow(watched.low())
        .build();
  }

  static StockEntry entry(LedgerEntry entry) {
    return StockEntry.newBuilder()
        .setEntryId(entry.entryId())
        .setLocation(entry.location())
        .setDelta(entry.delta())
        .setReason(entry.reason())
        .setActor(entry.actor())
        .setReference(entry.reference())
        .setTime(timestamp(entry.time()))
        .build();
  }

  static Adjustment adjustment(AdjustStockRequest request) {
    return new Adjustment(
        request.getSku(),
        request.getDelta(),
        request.getReason(),
        request.getLocation().isEmpty()
            ? dev.souk.product.inventory.domain.StockLevel.MAIN
            : request.getLocation());
  }

  static List<ReservationLine> lines(List<dev.souk.inventory.v1.ReservationLine> lines) {
    return lines.stream()
        .map(line -> new ReservationLine(line.getSku(), line.getQuantity()))
        .toList();
  }

  static Duration ttl(ReserveStockRequest request) {
    return Duration.ofSeconds(request.getTtl().getSeconds(), request.getTtl().getNanos());
  }

  static Reservation reservation(dev.souk.product.inventory.domain.Reservation reservation) {
    return Reservation.newBuilder()
        .setReservationId(reservation.reservationId())
        .setOrderId(reservation.orderId())
        .setState(state(reservation.state()))
        .addAllLines(reservation.lines().stream().map(InventoryMessages::line).toList())
        .setExpireTime(timestamp(reservation.expireTime()))
        .build();
  }

  private static dev.souk.inventory.v1.ReservationLine line(ReservationLine line) {
    return dev.souk.inventory.v1.ReservationLine.newBuilder()
        .setSku(line.sku())
        .setQuantity(line.quantity())
        .setLocation(line.location())
        .build();
  }

  /** A movement that is half done is not told of: who asks again finds it done. */
  private static Reservation.State state(ReservationState state) {
    return switch (state) {
      case ACTIVE -> Reservation.State.STATE_ACTIVE;
      case COMMITTING, COMMITTED, RESTOCKING -> Reservation.State.STATE_COMMITTED;
      case RELEASED -> Reservation.State.STATE_RELEASED;
      case EXPIRED -> Reservation.State.STATE_EXPIRED;
      case RESTOCKED -> Reservation.State.STATE_RESTOCKED;
    };
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
