package dev.souk.order.saga;

/** What a saga is to bring about. An order has one placement and at most one cancellation. */
public enum Goal {
  /** From a cart to a paid order, or to a refused one that holds and costs nothing. */
  PLACEMENT,
  /** From an order being cancelled to a refunded and restocked one. */
  CANCELLATION
}
