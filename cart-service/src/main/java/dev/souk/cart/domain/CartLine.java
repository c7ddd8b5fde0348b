package dev.souk.cart.domain;

import dev.souk.kit.money.Amount;

/**
 * A line as it is kept: what is wanted, and what its buyer was last shown of it.
 *
 * @param sku the variant
 * @param productId its product
 * @param name its product's name
 * @param quantity units wanted, from 1
 * @param unitPrice the price of one that was last shown
 */
public record CartLine(String sku, String productId, String name, int quantity, Amount unitPrice) {

  /** The price of all its units. */
  public Amount total() {
    return unitPrice.times(quantity);
  }

  CartLine withQuantity(int units) {
    return new CartLine(sku, productId, name, units, unitPrice);
  }

  /** The line as it is shown with what the catalog says now. */
  CartLine shownWith(Offer offer) {
    return new CartLine(sku, offer.productId(), offer.name(), quantity, offer.price());
  }
}
