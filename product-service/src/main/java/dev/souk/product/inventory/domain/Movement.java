package dev.souk.product.inventory.domain;

/**
 * What moves the units of a reservation into or out of stock, a few lines at a time: a transaction
 * has room for 100 items, and a line takes up to three.
 */
public enum Movement {
  /** Sells what is held. */
  COMMIT(-1, ReservationState.COMMITTING, ReservationState.COMMITTED, "SALE"),
  /** Puts back what was sold. */
  RESTOCK(1, ReservationState.RESTOCKING, ReservationState.RESTOCKED, "RESTOCK");

  private final int sign;
  private final ReservationState underWay;
  private final ReservationState done;
  private final String reason;

  Movement(int sign, ReservationState underWay, ReservationState done, String reason) {
    this.sign = sign;
    this.underWay = underWay;
    this.done = done;
    this.reason = reason;
  }

  /** The state while some lines have moved and others have not. */
  public ReservationState underWay() {
    return underWay;
  }

  /** The state when all lines have moved. */
  public ReservationState done() {
    return done;
  }

  /** What the ledger says. */
  public String reason() {
    return reason;
  }

  /** What a line does to the units on hand. */
  public int delta(ReservationLine line) {
    return sign * line.quantity();
  }
}
