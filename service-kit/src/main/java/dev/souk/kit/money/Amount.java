package dev.souk.kit.money;

import dev.souk.kit.error.Errors;
import dev.souk.type.v1.Money;

/**
 * An exact amount of money. Arithmetic that overflows throws {@link ArithmeticException}; amounts
 * of different currencies never mix.
 *
 * @param currency ISO 4217 code
 * @param minorUnits in the currency's smallest unit
 */
public record Amount(String currency, long minorUnits) implements Comparable<Amount> {

  /** Nothing, in the currency. */
  public static Amount zero(String currency) {
    return new Amount(currency, 0);
  }

  /** The amount that a message holds. */
  public static Amount of(Money money) {
    return new Amount(money.getCurrencyCode(), money.getMinorUnits());
  }

  /** The amount as a message. */
  public Money toProto() {
    return Money.newBuilder().setCurrencyCode(currency).setMinorUnits(minorUnits).build();
  }

  /** The sum of both. */
  public Amount plus(Amount other) {
    return new Amount(currency, Math.addExact(minorUnits, same(other).minorUnits));
  }

  /** What is left when the other is taken away; may be negative. */
  public Amount minus(Amount other) {
    return new Amount(currency, Math.subtractExact(minorUnits, same(other).minorUnits));
  }

  /** So many times the amount. */
  public Amount times(int factor) {
    return new Amount(currency, Math.multiplyExact(minorUnits, (long) factor));
  }

  /** Whether it is less than nothing. */
  public boolean isNegative() {
    return minorUnits < 0;
  }

  /** Whether it is nothing. */
  public boolean isZero() {
    return minorUnits == 0;
  }

  @Override
  public int compareTo(Amount other) {
    return Long.compare(minorUnits, same(other).minorUnits);
  }

  private Amount same(Amount other) {
    if (!currency.equals(other.currency)) {
      throw Errors.currencyMismatch(currency, other.currency);
    }
    return other;
  }
}
