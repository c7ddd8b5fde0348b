package dev.souk.product.inventory.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where reservations are kept. Each change is one transaction with the levels it touches. */
public interface Reservations {

  /** How an attempt to reserve ended. */
  enum Attempt {
    /** All units are held. */
    RESERVED,
    /** Nothing was done: the order has a reservation. */
    EXISTS,
    /** Nothing was done: of some SKU less was available, or no more than it may take. */
    SHORT
  }

  /** The order's reservation in its newest state. */
  Optional<Reservation> find(String orderId);

  /**
   * Holds all lines or none.
   *
   * @param last SKUs of which it may take the last units at a location; others must have some left
   */
  Attempt reserve(Reservation reservation, Set<String> last);

  /** Keeps a reservation that holds nothing; false, and nothing done, when the order has one. */
  boolean keepReleased(Reservation reservation);

  /** Gives the units back; false, and nothing done, when it is not active any more. */
  boolean end(Reservation active, ReservationState end);

  /** Moves the next lines, each with a ledger entry; false, and nothing done, when others did. */
  boolean step(Reservation current, Movement movement);

  /** Orders whose reservation has expired or whose movement was left half done, oldest first. */
  List<String> due(Instant now);
}
