package dev.souk.sandbox;

import dev.souk.kit.money.Amount;

/**
 * Money that would be held or taken.
 *
 * @param paymentId names it
 * @param state where it stands
 * @param amount what was set aside
 * @param captured what was taken
 * @param refunded what was paid back
 */
record Hold(String paymentId, State state, Amount amount, Amount captured, Amount refunded) {
  /** Where a hold stands. */
  enum State {
    AUTHORIZED,
    /** The buyer has not said yet whether they want it. */
    REQUIRES_ACTION,
    /** The buyer did not want it. */
    REFUSED,
    VOIDED
  }
}
