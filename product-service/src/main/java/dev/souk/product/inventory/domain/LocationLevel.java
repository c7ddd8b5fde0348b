package dev.souk.product.inventory.domain;

/**
 * The stock of a SKU at a location.
 *
 * @param location where
 * @param onHand units there: the sum of the location's ledger entries
 * @param reserved units of those that orders in progress hold; never more than are on hand
 */
public record LocationLevel(String location, int onHand, int reserved) {

  /** Units that can be ordered. */
  public int available() {
    return onHand - reserved;
  }
}
