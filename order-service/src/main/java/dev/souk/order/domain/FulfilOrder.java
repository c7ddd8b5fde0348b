package dev.souk.order.domain;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes a paid order a step on its way to its buyer. A cancellation that comes between is seen: the
 * store refuses a change of an order that is not as it was read, and the order is read again.
 *
 * <p>Fails with {@code NOT_FOUND}; with {@code ILLEGAL_STATE} when the order's state does not allow
 * it, and when it was shipped otherwise before.
 */
public final class FulfilOrder {
  private final Orders orders;
  private final Fulfilments fulfilments;
  private final Clock clock;

  /** Fulfils the store's orders. */
  public FulfilOrder(Orders orders, Fulfilments fulfilments, Clock clock) {
    this.orders = orders;
    this.fulfilments = fulfilments;
    this.clock = clock;
  }

  /** Notes that it is packed. */
  public Order pack(String orderId, String actor) {
    return take(orderId, OrderState.PACKED, actor, Optional.empty());
  }

  /** Notes that it is with its carrier. */
  public Order ship(String orderId, String actor, Shipment shipment) {
    return take(orderId, OrderState.SHIPPED, actor, Optional.of(shipment));
  }

  /** Notes that it is with its buyer. */
  public Order deliver(String orderId, String actor) {
    return take(orderId, OrderState.DELIVERED, actor, Optional.empty());
  }

  private Order take(String orderId, OrderState step, String actor, Optional<Shipment> shipment) {
    while (true) {
      Order order = orders.find(orderId).orElseThrow(() -> Errors.notFound("order", orderId));
      if (order.state() == step && isRepeated(order, shipment)) {
        return order;
      }
      Order after = order.become(new HistoryEntry(step, clock.instant(), actor, ""));
      Order changed = shipment.map(after::sentBy).orElse(after);
      if (fulfilments.keep(changed)) {
        return changed;
      }
    }
  }

  private static boolean isRepeated(Order order, Optional<Shipment> shipment) {
    return shipment.isEmpty() || shipment.equals(order.shipment());
  }
}
