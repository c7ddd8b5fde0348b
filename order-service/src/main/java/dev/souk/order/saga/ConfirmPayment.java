package dev.souk.order.saga;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Orders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Goes on with an order whose buyer had to confirm the payment. The order names the work, so that
 * it may be asked for any number of times.
 */
public final class ConfirmPayment {
  /** How long to wait for another call for the order. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Orders orders;
  private final Sagas sagas;
  private final Settlement settlement;
  private final Clock clock;

  /** Goes on with the store's orders. */
  public ConfirmPayment(Orders orders, Sagas sagas, Settlement settlement, Clock clock) {
    this.orders = orders;
    this.sagas = sagas;
    this.settlement = settlement;
    this.clock = clock;
  }

  /**
   * Goes on with the buyer's order.
   *
   * @param giveUp when to answer a pending order rather than to wait on
   * @return the order: paid, or pending when the services it needs take too long
   * @throws ApiException NOT_FOUND; the refusal, as the service's proto lists them
   */
  public Order confirm(String orderId, String buyer, Instant giveUp) {
    Order order =
        orders.findOf(orderId, buyer).orElseThrow(() -> Errors.notFound("order", orderId));
    if (order.state() != OrderState.PENDING) {
      return Refusals.orOrder(order, sagas);
    }
    Instant patience = clock.instant().plus(PATIENCE);
    return Refusals.orOrder(settlement.settle(orderId, Goal.PLACEMENT, patience, giveUp), sagas);
  }
}
