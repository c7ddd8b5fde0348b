package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;

/**
 * What a code takes off.
 *
 * @param code the code
 * @param reduction how much
 */
public record Discount(String code, Reduction reduction) {

  /** How much is taken off. */
  public sealed interface Reduction {}

  /** A part of the lines. */
  public record PercentOff(Percent percent) implements Reduction {}

  /** A fixed amount, but never more than the lines cost. */
  public record AmountOff(Amount amount) implements Reduction {}

  /** What sending costs. */
  public record FreeShipping() implements Reduction {}

  /** The place among several: percentages come first, and so take off as much as they can. */
  int rank() {
    return switch (reduction) {
      case PercentOff _ -> 0;
      case AmountOff _ -> 1;
      case FreeShipping _ -> 2;
    };
  }
}
