package dev.souk.order.fulfilment;

import dev.souk.order.domain.Order;
import dev.souk.order.domain.Shipment;

/**
 * Who gets orders to their buyers. It may be asked for the same again, and then does nothing more.
 * What it cannot do now it refuses with an {@link dev.souk.kit.error.ApiException}, and is asked
 * later.
 */
public interface Warehouse {
  /** Gets the order's units from their shelves. */
  void pick(Order order);

  /** Packs them. */
  void pack(Order order);

  /** Hands them to a carrier: who, and under what number. */
  Shipment ship(Order order);

  /** Whether they are with the buyer. */
  boolean isDelivered(Order order);
}
