package dev.souk.order.domain;

/** Where a refund stands. */
public enum RefundState {
  /** Not known to be paid yet. */
  PENDING,
  /** Paid back. */
  SUCCEEDED,
  /** Refused for good. */
  FAILED
}
