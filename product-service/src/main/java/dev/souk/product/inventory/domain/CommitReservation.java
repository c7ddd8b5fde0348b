package dev.souk.product.inventory.domain;

import dev.souk.kit.error.Errors;

/**
 * Turns an order's reservation into a sale. Repeating it changes nothing; after a crash in between
 * it goes on where it stopped. A reservation whose time has passed is committed as long as nobody
 * gave its units back.
 *
 * <p>Fails with {@code NOT_FOUND} when the order has none; with {@code ILLEGAL_STATE} when it was
 * released or has expired.
 */
public final class CommitReservation {
  private final Reservations reservations;

  /** Commits reservations kept there. */
  public CommitReservation(Reservations reservations) {
    this.reservations = reservations;
  }

  /** Commits the order's reservation. Every turn is a step of ours or finds one of others. */
  public Reservation commit(String orderId) {
    while (true) {
      Reservation current =
          reservations.find(orderId).orElseThrow(() -> Errors.notFound("reservation", orderId));
      switch (current.state()) {
        case ACTIVE, COMMITTING -> {
          if (reservations.step(current, Movement.COMMIT)
              && current.afterStep(Movement.COMMIT).state() == ReservationState.COMMITTED) {
            return current.afterStep(Movement.COMMIT);
          }
        }
        case COMMITTED, RESTOCKING, RESTOCKED -> {
          return current;
        }
        case RELEASED, EXPIRED -> throw current.illegalState();
      }
    }
  }
}
