package dev.souk.product.inventory.domain;

import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.Shortage;
import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sets units aside for an order: all lines or none. From a SKU's locations they are taken in the
 * order of the level, the main one first. An order that has an active reservation is answered that
 * one.
 *
 * <p>Fails with {@code OUT_OF_STOCK} naming every SKU that lacks; with {@code ILLEGAL_STATE} when
 * the order's reservation is not active any more.
 */
public final class ReserveStock {
  /** Times that a shortage may turn out to be over when looked at. */
  private static final int ATTEMPTS = 20;

  private final Reservations reservations;
  private final StockLevels levels;
  private final Clock clock;
  private final Ids ids;

  /** Reserves by the clock. */
  public ReserveStock(Reservations reservations, StockLevels levels, Clock clock, Ids ids) {
    this.reservations = reservations;
    this.levels = levels;
    this.clock = clock;
    this.ids = ids;
  }

  /** Reserves the lines, which may name a SKU several times, for as long as {@code ttl}. */
  public Reservation reserve(String orderId, List<ReservationLine> lines, Duration ttl) {
    List<ReservationLine> summed = ReservationLine.summed(lines);
    // Nearly every SKU is at the main location alone, with more than is wanted: levels are read
    // only
    // where there are not.
    Map<String, StockLevel> levelsSeen = Map.of();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<ReservationLine> allocated = ReservationLine.allocated(summed, levelsSeen);
      Reservation wanted = Reservation.active(ids.next("rsv"), orderId, allocated, expireTime(ttl));
      Set<String> last = ReservationLine.last(allocated, levelsSeen);
      if (reservations.reserve(wanted, last) == Reservations.Attempt.RESERVED) {
        return wanted;
      }
      Optional<Reservation> existing = reservations.find(orderId);
      if (existing.isPresent()) {
        return stillActive(existing.get());
      }
      levelsSeen = levels.find(summed.stream().map(ReservationLine::sku).toList());
      requireNoShortage(summed, levelsSeen);
    }
    throw Errors.contention("stock");
  }

  /** To the millisecond, as it is kept. */
  private Instant expireTime(Duration ttl) {
    return clock.instant().plus(ttl).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Reservation stillActive(Reservation existing) {
    if (existing.state() != ReservationState.ACTIVE) {
      throw existing.illegalState();
    }
    return existing;
  }

  private static void requireNoShortage(
      List<ReservationLine> lines, Map<String, StockLevel> stock) {
    List<Shortage> shortages =
        lines.stream()
            .filter(line -> !stock.get(line.sku()).canSpare(line.quantity()))
            .map(line ->
                new Shortage(line.sku(), line.quantity(), stock.get(line.sku()).available()))
            .toList();
    if (!shortages.isEmpty()) {
      throw CheckoutErrors.outOfStock(shortages);
    }
  }
}
