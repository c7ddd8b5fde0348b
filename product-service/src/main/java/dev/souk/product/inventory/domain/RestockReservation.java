package dev.souk.product.inventory.domain;

import dev.souk.kit.error.Errors;

/**
 * Puts a cancelled sale's units back into stock, once however often it is called; after a crash in
 * between it goes on where it stopped.
 *
 * <p>Fails with {@code NOT_FOUND} when the order has no reservation; with {@code ILLEGAL_STATE}
 * when it was not committed.
 */
public final class RestockReservation {
  private final Reservations reservations;

  /** Restocks reservations kept there. */
  public RestockReservation(Reservations reservations) {
    this.reservations = reservations;
  }

  /** Restocks the order's sale. Every turn is a step of ours or finds one of others. */
  public Reservation restock(String orderId) {
    while (true) {
      Reservation current =
          reservations.find(orderId).orElseThrow(() -> Errors.notFound("reservation", orderId));
      switch (current.state()) {
        case COMMITTING -> reservations.step(current, Movement.COMMIT);
        case COMMITTED, RESTOCKING -> reservations.step(current, Movement.RESTOCK);
        case RESTOCKED -> {
          return current;
        }
        case ACTIVE ->
            throw current.illegalState(ReservationState.COMMITTED, ReservationState.RELEASED);
        case RELEASED, EXPIRED -> throw current.illegalState();
      }
    }
  }
}
