package dev.souk.order.domain;

import java.time.Instant;

/**
 * A place in a list of orders, newest first.
 *
 * @param createTime when the order there was placed
 * @param orderId the order there
 */
public record OrderCursor(Instant createTime, String orderId) {

  /** The place of an order. */
  public static OrderCursor of(Order order) {
    return new OrderCursor(order.createTime(), order.orderId());
  }
}
