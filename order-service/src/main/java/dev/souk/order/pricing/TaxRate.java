package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;

/**
 * A tax.
 *
 * @param name what it is called, such as VAT
 * @param percent how much of a price without it
 */
public record TaxRate(String name, Percent percent) {
  /** Where no tax was ever asked about. */
  public static final TaxRate NONE = new TaxRate("", Percent.ZERO);

  /** The tax in, or on, what is charged; rounded HALF_UP. */
  Amount taxOf(Amount charged, boolean included) {
    return included ? percent.within(charged) : percent.of(charged);
  }
}
