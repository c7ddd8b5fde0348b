package dev.souk.order.domain;

import dev.souk.kit.money.Amount;
import java.math.BigInteger;

/**
 * Units of a line that come back or are paid back.
 *
 * @param sku the line's SKU
 * @param quantity units
 * @param amount what was paid for them
 */
public record ItemBack(String sku, int quantity, Amount amount) {

  /**
   * More units of a line, for what was paid for them: all units together for exactly what was paid
   * for the line, and any number of them for no more than that, in whatever order they come back.
   *
   * @param paid what was paid for the line
   * @param before what came back of it before
   */
  static ItemBack of(OrderItem item, Amount paid, ItemBack before, int quantity) {
    long units = Math.addExact((long) before.quantity, quantity);
    long upTo =
        BigInteger.valueOf(paid.minorUnits())
            .multiply(BigInteger.valueOf(units))
            .divide(BigInteger.valueOf(item.quantity()))
            .longValueExact();
    long share = Math.max(0, upTo - before.amount.minorUnits());
    return new ItemBack(item.sku(), quantity, new Amount(paid.currency(), share));
  }
}
