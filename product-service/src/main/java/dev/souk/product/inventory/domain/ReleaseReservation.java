package dev.souk.product.inventory.domain;

import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Gives back the units that an order holds. Repeating it changes nothing. An order without a
 * reservation gets one that is released already, so that a request to reserve which comes late is
 * refused.
 *
 * <p>Fails with {@code ILLEGAL_STATE} when it was committed.
 */
public final class ReleaseReservation {
  private final Reservations reservations;
  private final Clock clock;
  private final Ids ids;

  /** Releases by the clock. */
  public ReleaseReservation(Reservations reservations, Clock clock, Ids ids) {
    this.reservations = reservations;
    this.clock = clock;
    this.ids = ids;
  }

  /** Releases the order's reservation. A turn is repeated only when others changed it. */
  public Reservation release(String orderId) {
    while (true) {
      Optional<Reservation> found = reservations.find(orderId);
      Reservation current = found.orElseGet(() -> releasedBefore(orderId));
      if (found.isEmpty()) {
        if (reservations.keepReleased(current)) {
          return current;
        }
        continue;
      }
      switch (current.state()) {
        case ACTIVE -> {
          if (reservations.end(current, ReservationState.RELEASED)) {
            return current.ended(ReservationState.RELEASED);
          }
        }
        case RELEASED, EXPIRED -> {
          return current;
        }
        case COMMITTING, COMMITTED -> throw current.illegalState(ReservationState.RESTOCKED);
        case RESTOCKING, RESTOCKED -> throw current.illegalState();
      }
    }
  }

  private Reservation releasedBefore(String orderId) {
    return Reservation.releasedBefore(
        ids.next("rsv"), orderId, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
