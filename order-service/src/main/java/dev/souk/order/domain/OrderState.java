package dev.souk.order.domain;

import java.util.List;

/** The states of an order. This is the one transition table; the database holds a copy of it. */
public enum OrderState {
  /** Being placed: stock and payment are not settled yet. */
  PENDING,
  /** Paid; the stock is the buyer's. */
  PAID,
  /** Refused: nothing was charged, nothing is held. */
  FAILED,
  /** Packed. */
  PACKED,
  /** With the carrier. */
  SHIPPED,
  /** With the buyer. */
  DELIVERED,
  /** Fully refunded after delivery. */
  REFUNDED,
  /** Being cancelled: the refund or the restock is not done yet. */
  CANCELLING,
  /** Cancelled: refunded in full and restocked. */
  CANCELLED;

  /** Whether nothing has to be sent to the buyer any more: it needs no address. */
  public boolean hasEnded() {
    return switch (this) {
      case FAILED, DELIVERED, REFUNDED, CANCELLED -> true;
      case PENDING, PAID, PACKED, SHIPPED, CANCELLING -> false;
    };
  }

  /** The states it may go to next, empty for a final one. */
  public List<OrderState> next() {
    return switch (this) {
      case PENDING -> List.of(PAID, FAILED, CANCELLED);
      case PAID -> List.of(PACKED, CANCELLING);
      case PACKED -> List.of(SHIPPED, CANCELLING);
      case SHIPPED -> List.of(DELIVERED);
      case DELIVERED -> List.of(REFUNDED);
      case CANCELLING -> List.of(CANCELLED);
      case FAILED, REFUNDED, CANCELLED -> List.of();
    };
  }
}
