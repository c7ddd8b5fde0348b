package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;

/**
 * What an order costs, in one currency.
 *
 * @param subtotal sum of the lines
 * @param discount what is taken off the lines; not negative
 * @param shipping what sending costs
 * @param tax tax in the prices, or on them: of every line, and of the shipping
 * @param taxIncluded whether the prices contain the tax
 */
public record Totals(
    Amount subtotal, Amount discount, Amount shipping, Amount tax, boolean taxIncluded) {

  /** What is paid: subtotal - discount + shipping, plus the tax that the prices do not contain. */
  public Amount total() {
    Amount withShipping = subtotal.minus(discount).plus(shipping);
    return taxIncluded ? withShipping : withShipping.plus(tax);
  }
}
