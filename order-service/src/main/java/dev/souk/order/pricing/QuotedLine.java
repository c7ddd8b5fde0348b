package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;
import java.util.List;

/**
 * A priced line.
 *
 * @param line what it is of
 * @param discounts what each code takes off it, without those that take nothing
 * @param taxRate how it is taxed
 * @param tax the tax in it or on it, after discounts
 */
public record QuotedLine(
    BasketLine line, List<DiscountShare> discounts, TaxRate taxRate, Amount tax) {

  /** What is taken off it. */
  public Amount discount() {
    return discounts.stream()
        .map(DiscountShare::amount)
        .reduce(Amount.zero(line.unitPrice().currency()), Amount::plus);
  }

  /** What is charged for it, before a tax that comes on top. */
  public Amount charged() {
    return line.total().minus(discount());
  }
}
