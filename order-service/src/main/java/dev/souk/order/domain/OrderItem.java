package dev.souk.order.domain;

import dev.souk.kit.money.Amount;

/**
 * A line of an order, as it was sold.
 *
 * @param sku the variant's SKU, once an order
 * @param productId its product's id
 * @param name its product's name at the time
 * @param quantity units, at least 1
 * @param unitPrice price of one at the time
 */
public record OrderItem(String sku, String productId, String name, int quantity, Amount unitPrice) {

  /** The price of all its units. */
  public Amount lineTotal() {
    return unitPrice.times(quantity);
  }
}
