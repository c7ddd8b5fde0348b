package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;
import java.util.List;

/**
 * What is to be priced.
 *
 * @param lines at least one, one a SKU, all in one currency
 * @param place where it goes
 * @param shippingMethod how it goes; empty for the first way that there is
 * @param discounts what is taken off, one a code
 */
public record Basket(
    List<BasketLine> lines, Place place, String shippingMethod, List<Discount> discounts) {
  /** Copies the lists. */
  public Basket {
    lines = List.copyOf(lines);
    discounts = List.copyOf(discounts);
  }

  /** The same, with these discounts. */
  public Basket with(List<Discount> others) {
    return new Basket(lines, place, shippingMethod, others);
  }

  /** The currency of its first line. */
  public String currency() {
    return lines.getFirst().unitPrice().currency();
  }

  /**
   * The sum of its lines.
   *
   * @throws dev.souk.kit.error.ApiException {@code CURRENCY_MISMATCH}
   */
  public Amount subtotal() {
    return lines.stream().map(BasketLine::total).reduce(Amount.zero(currency()), Amount::plus);
  }
}
