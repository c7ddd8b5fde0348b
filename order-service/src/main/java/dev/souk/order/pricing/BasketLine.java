package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;

/**
 * A line to be priced.
 *
 * @param sku the SKU, once a basket
 * @param productId its product
 * @param name what it is called
 * @param quantity units, at least 1
 * @param unitPrice price of one
 */
public record BasketLine(
    String sku, String productId, String name, int quantity, Amount unitPrice) {

  /** The price of all its units. */
  public Amount total() {
    return unitPrice.times(quantity);
  }
}
