package dev.souk.product.inventory.domain;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after reservations that nobody looks after: gives back the units of those whose time has
 * passed, and ends movements that a crash left half done. Any number of instances may sweep at
 * once: what one does the others find done.
 */
public final class SweepReservations {
  private static final Logger LOG = LoggerFactory.getLogger(SweepReservations.class);

  private final Reservations reservations;
  private final CommitReservation commit;
  private final RestockReservation restock;
  private final Clock clock;

  /** Sweeps by the clock. */
  public SweepReservations(
      Reservations reservations,
      CommitReservation commit,
      RestockReservation restock,
      Clock clock) {
    this.reservations = reservations;
    this.commit = commit;
    this.restock = restock;
    this.clock = clock;
  }

  /** Sweeps until nothing is due; answers how many reservations it settled. */
  public int sweep() {
    int total = 0;
    int settled;
    do {
      Instant now = clock.instant();
      settled =
          (int) reservations.due(now).stream().filter(orderId -> settled(orderId, now)).count();
      total += settled;
    } while (settled > 0);
    return total;
  }

  /** Whether it was this sweep that settled it. One that fails must not keep others waiting. */
  private boolean settled(String orderId, Instant now) {
    try {
      Optional<Reservation> found = reservations.find(orderId);
      return found.isPresent() && settled(found.get(), now);
    } catch (RuntimeException e) {
      LOG.error("cannot settle the reservation of {}", orderId, e);
      return false;
    }
  }

  private boolean settled(Reservation reservation, Instant now) {
    return switch (reservation.state()) {
      case ACTIVE ->
          reservation.hasExpired(now) && reservations.end(reservation, ReservationState.EXPIRED);
      case COMMITTING -> {
        commit.commit(reservation.orderId());
        yield true;
      }
      case RESTOCKING -> {
        restock.restock(reservation.orderId());
        yield true;
      }
      case COMMITTED, RELEASED, EXPIRED, RESTOCKED -> false;
    };
  }
}
