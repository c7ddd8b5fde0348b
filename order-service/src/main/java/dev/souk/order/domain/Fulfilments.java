package dev.souk.order.domain;

/** Where an order's way to its buyer is kept. */
public interface Fulfilments {

  /**
   * Keeps the order's last change of state, with its shipment and its event, all or nothing.
   *
   * @return whether it was kept; not when the order was changed meanwhile
   */
  boolean keep(Order changed);

  /** Whether an order of the user that has the product is delivered. */
  boolean hasDelivered(String userId, String productId);
}
