package dev.souk.product.inventory.domain;

import dev.souk.kit.error.Errors;

/**
 * The stock of a SKU.
 *
 * @param sku the SKU
 * @param onHand units in the warehouse: the sum of the ledger's entries
 * @param reserved units of those that orders in progress hold; never more than are on hand
 */
public record StockLevel(String sku, int onHand, int reserved) {
  /** Units on hand that a SKU can have, well within what an int32 of the API holds. */
  public static final int MAXIMUM = 1_000_000_000;

  /** The level of a SKU that never had any stock. */
  public static StockLevel none(String sku) {
    return new StockLevel(sku, 0, 0);
  }

  /** Units that can be ordered. */
  public int available() {
    return onHand - reserved;
  }

  /** Whether units can be taken, or added when negative, without taking any that is reserved. */
  public boolean canSpare(int quantity) {
    return available() >= quantity;
  }

  /**
   * The level with units added, or taken when negative.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} above {@link #MAXIMUM}
   */
  public StockLevel plus(int delta) {
    if ((long) onHand + delta > MAXIMUM) {
      throw Errors.invalid("delta", "would put more than " + MAXIMUM + " units on hand");
    }
    return new StockLevel(sku, onHand + delta, reserved);
  }
}
