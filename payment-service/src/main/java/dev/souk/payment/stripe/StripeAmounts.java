package dev.souk.payment.stripe;

import dev.souk.kit.money.Amount;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Amounts as Stripe counts them. Its smallest units are those of ISO 4217 but for a few currencies,
 * which its page "Supported currencies" lists.
 */
final class StripeAmounts {
  /** Without a smaller unit, where ISO 4217 has one. */
  private static final Set<String> WHOLE = Set.of("MGA");

  /** With two decimals that must be 00, where ISO 4217 has none. */
  private static final Set<String> WITH_CENTS = Set.of("ISK", "UGX");

  private static final int THREE_DECIMALS = 3;

  private StripeAmounts() {}

  /**
   * The amount in Stripe's smallest units; empty when Stripe cannot charge exactly that. It is
   * never rounded: the buyer agreed to the amount as it is.
   */
  static Optional<Long> of(Amount amount) {
    int decimals = decimals(amount.currency());
    int wanted = stripeDecimals(amount.currency(), decimals);
    Optional<Long> units = scaled(amount.minorUnits(), decimals, wanted);
    // The last digit of amounts with three decimals must be 0.
    return units.filter(value -> wanted != THREE_DECIMALS || value % 10 == 0);
  }

  /** Stripe's name of the currency. */
  static String currency(Amount amount) {
    return amount.currency().toLowerCase(Locale.ROOT);
  }

  private static int stripeDecimals(String currency, int decimals) {
    if (WHOLE.contains(currency)) {
      return 0;
    }
    return WITH_CENTS.contains(currency) ? 2 : decimals;
  }

  private static Optional<Long> scaled(long units, int from, int to) {
    long value = units;
    for (int i = from; i < to; i++) {
      value = Math.multiplyExact(value, 10L);
    }
    for (int i = to; i < from; i++) {
      if (value % 10 != 0) {
        return Optional.empty();
      }
      value /= 10;
    }
    return Optional.of(value);
  }

  private static int decimals(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }
}
