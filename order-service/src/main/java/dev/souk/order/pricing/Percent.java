package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact percentage, such as 14.975. What it yields is rounded HALF_UP to whole minor units.
 *
 * @param value 0 to 100, without trailing zeros
 */
public record Percent(BigDecimal value) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Nothing. */
  public static final Percent ZERO = new Percent(BigDecimal.ZERO);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException outside of it
   */
  public Percent {
    if (value.signum() < 0 || value.compareTo(HUNDRED) > 0) {
      throw new IllegalArgumentException("a percentage is from 0 to 100, not " + value);
    }
    value = value.stripTrailingZeros();
  }

  /** The percentage that a text says, such as {@code 14.975}. */
  public static Percent of(String text) {
    return new Percent(new BigDecimal(text));
  }

  /** So much of the amount. */
  public Amount of(Amount base) {
    return rounded(base, HUNDRED);
  }

  /** What is in an amount to which the percentage was added: 20 in 120 at 20 percent. */
  public Amount within(Amount gross) {
    return rounded(gross, HUNDRED.add(value));
  }

  private Amount rounded(Amount amount, BigDecimal whole) {
    BigDecimal part =
        BigDecimal.valueOf(amount.minorUnits())
            .multiply(value)
            .divide(whole, 0, RoundingMode.HALF_UP);
    return new Amount(amount.currency(), part.longValueExact());
  }

  /** As digits, such as {@code 14.975}. */
  public String text() {
    return value.toPlainString();
  }
}
