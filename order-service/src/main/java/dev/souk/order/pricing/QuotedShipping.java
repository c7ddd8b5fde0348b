package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;
import java.util.List;

/**
 * How an order is sent, priced as a line of its own.
 *
 * @param option the way
 * @param discounts what each code takes off
 * @param taxRate how it is taxed
 * @param tax the tax in it or on it, after discounts
 */
public record QuotedShipping(
    ShippingOption option, List<DiscountShare> discounts, TaxRate taxRate, Amount tax) {

  /** What is taken off it. */
  public Amount discount() {
    return discounts.stream()
        .map(DiscountShare::amount)
        .reduce(Amount.zero(option.rate().price().currency()), Amount::plus);
  }

  /** What is charged for it, before a tax that comes on top. */
  public Amount charged() {
    return option.rate().price().minus(discount());
  }
}
