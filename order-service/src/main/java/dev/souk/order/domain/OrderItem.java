package dev.souk.order.domain;

import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.QuotedLine;
import dev.souk.order.pricing.TaxRate;

/**
 * A line of an order, as it was sold.
 *
 * @param sku the variant's SKU, once an order
 * @param productId its product's id
 * @param name its product's name at the time
 * @param quantity units, at least 1
 * @param unitPrice price of one at the time
 * @param discount what was taken off the line
 * @param taxRate how it was taxed
 * @param tax the tax in it or on it, after the discount
 */
public record OrderItem(
    String sku,
    String productId,
    String name,
    int quantity,
    Amount unitPrice,
    Amount discount,
    TaxRate taxRate,
    Amount tax) {

  static OrderItem of(QuotedLine quoted) {
    return new OrderItem(
        quoted.line().sku(),
        quoted.line().productId(),
        quoted.line().name(),
        quoted.line().quantity(),
        quoted.line().unitPrice(),
        quoted.discount(),
        quoted.taxRate(),
        quoted.tax());
  }

  /** The price of all its units. */
  public Amount lineTotal() {
    return unitPrice.times(quantity);
  }

  /** What is charged for it, before a tax that comes on top. */
  public Amount charged() {
    return lineTotal().minus(discount);
  }
}
