package dev.souk.order.domain;

import dev.souk.kit.money.Amount;
import java.util.List;

/**
 * What an order costs, in one currency.
 *
 * @param subtotal sum of the lines
 * @param discount what is taken off; not negative
 * @param shipping what sending costs
 * @param tax tax in the prices, or on them
 * @param taxIncluded whether the prices contain the tax
 */
public record Totals(
    Amount subtotal, Amount discount, Amount shipping, Amount tax, boolean taxIncluded) {

  /** The totals of lines without discount, shipping or tax. */
  public static Totals of(List<OrderItem> lines) {
    Amount zero = Amount.zero(lines.getFirst().unitPrice().currency());
    Amount subtotal = lines.stream().map(OrderItem::lineTotal).reduce(zero, Amount::plus);
    return new Totals(subtotal, zero, zero, zero, true);
  }

  /** What is paid: subtotal - discount + shipping, plus the tax that the prices do not contain. */
  public Amount total() {
    Amount withShipping = subtotal.minus(discount).plus(shipping);
    return taxIncluded ? withShipping : withShipping.plus(tax);
  }
}
