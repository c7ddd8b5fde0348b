package dev.souk.order.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What was sold in a currency; amounts in its minor units.
 *
 * @param orders orders that were paid
 * @param cancelledOrders orders that were cancelled after they were paid
 * @param units units of the paid orders
 * @param cancelledUnits units of the cancelled orders
 * @param gross what was paid for the paid orders
 * @param refunded what was paid back
 */
public record Sales(
    String currency,
    long orders,
    long cancelledOrders,
    long units,
    long cancelledUnits,
    long gross,
    long refunded) {

  /** Both together. */
  public Sales plus(Sales other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency);
    }
    return new Sales(
        currency,
        Math.addExact(orders, other.orders),
        Math.addExact(cancelledOrders, other.cancelledOrders),
        Math.addExact(units, other.units),
        Math.addExact(cancelledUnits, other.cancelledUnits),
        Math.addExact(gross, other.gross),
        Math.addExact(refunded, other.refunded));
  }

  /** What is left of the gross; negative when more was paid back. */
  public long net() {
    return Math.subtractExact(gross, refunded);
  }

  /** What an order cost on average, rounded half up; nothing without orders. */
  public Optional<Long> averageOrderValue() {
    return orders == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(gross)
                .divide(BigDecimal.valueOf(orders), 0, RoundingMode.HALF_UP)
                .longValueExact());
  }
}
