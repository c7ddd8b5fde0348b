package dev.souk.order.domain;

import dev.souk.kit.money.Amount;
import dev.souk.order.discount.CheckedCodes;
import java.util.Map;

/**
 * What discount codes take off a cart.
 *
 * @param currency the cart's currency
 * @param codes which of them count
 * @param amounts what those take off the lines, by code
 */
public record PricedCart(String currency, CheckedCodes codes, Map<String, Amount> amounts) {
  /** What they take off together. */
  public Amount discount() {
    return amounts.values().stream().reduce(Amount.zero(currency), Amount::plus);
  }
}
