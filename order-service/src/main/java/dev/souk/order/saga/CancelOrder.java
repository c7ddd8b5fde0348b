package dev.souk.order.saga;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Orders;
import dev.souk.order.domain.RequestKeys;
import java.time.Clock;
import java.util.Optional;

/**
 * Cancels an order that was not shipped: refunds and restocks it, once however often it is asked.
 */
public final class CancelOrder {
  private final RequestKeys keys;
  private final Orders orders;
  private final Sagas sagas;
  private final Settlement settlement;
  private final Clock clock;

  /** Cancels the store's orders. */
  public CancelOrder(
      RequestKeys keys, Orders orders, Sagas sagas, Settlement settlement, Clock clock) {
    this.keys = keys;
    this.orders = orders;
    this.sagas = sagas;
    this.settlement = settlement;
    this.clock = clock;
  }

  /**
   * Cancels the order; one that is being cancelled, or is cancelled, is answered as it is.
   *
   * @return the order: cancelled, or cancelling when the refund takes too long
   * @throws ApiException NOT_FOUND; {@code ILLEGAL_STATE}; {@code IDEMPOTENCY_KEY_REUSED}
   */
  public Order cancel(Cancellation wish) {
    wish.key().ifPresent(key -> keys.find(key).ifPresent(known -> known.orderFor(key)));
    while (true) {
      Order order = read(wish);
      switch (order.state()) {
        case CANCELLED -> {
          wish.key().ifPresent(key -> keys.remember(key, order.orderId()));
          return order;
        }
        case CANCELLING -> {
          wish.key().ifPresent(key -> keys.remember(key, order.orderId()));
          return settlement.cancelled(wish.orderId(), wish.giveUp());
        }
        default -> {
          Optional<Checkout> started = sagas.cancel(cancelling(order, wish), wish.key());
          if (started.isPresent()) {
            return settlement.drive(started.get(), wish.giveUp());
          }
        }
      }
    }
  }

  private Order read(Cancellation wish) {
    Optional<Order> order =
        wish.ofAnyBuyer()
            ? orders.find(wish.orderId())
            : orders.findOf(wish.orderId(), wish.userId());
    return order.orElseThrow(() -> Errors.notFound("order", wish.orderId()));
  }

  private Order cancelling(Order order, Cancellation wish) {
    try {
      return order.become(
          new HistoryEntry(OrderState.CANCELLING, clock.instant(), wish.userId(), wish.reason()));
    } catch (ApiException refusal) {
      wish.key().ifPresent(key -> keys.remember(key, refusal));
      throw refusal;
    }
  }
}
