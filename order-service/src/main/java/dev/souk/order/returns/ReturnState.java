package dev.souk.order.returns;

import java.util.List;

/** The states of a return. This is the one transition table; the database holds a copy of it. */
public enum ReturnState {
  /** The buyer asked for it. */
  REQUESTED,
  /** The buyer may send the units. */
  APPROVED,
  /** The buyer may not. */
  REJECTED,
  /** The units are there. */
  RECEIVED,
  /** What was paid for them was paid back. */
  REFUNDED;

  /** The states it may go to next, empty for a final one. */
  public List<ReturnState> next() {
    return switch (this) {
      case REQUESTED -> List.of(APPROVED, REJECTED);
      case APPROVED -> List.of(RECEIVED);
      case RECEIVED -> List.of(REFUNDED);
      case REJECTED, REFUNDED -> List.of();
    };
  }
}
