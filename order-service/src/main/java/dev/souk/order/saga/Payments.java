package dev.souk.order.saga;

import dev.souk.order.domain.Order;

/** Payments, as checkout sees them. Everything is keyed by the order and may be repeated. */
public interface Payments {
  /**
   * Has the order's total set aside.
   *
   * @return the payment's id
   */
  String authorize(Order order, String token);

  /** Takes what is set aside; {@code ILLEGAL_STATE} when nothing is. */
  void capture(Order order);

  /**
   * Gives up what is set aside, and bars the order from paying; {@code ILLEGAL_STATE} when taken.
   */
  void voidAuthorization(Order order);

  /** Pays back everything that was taken. */
  void refund(Order order);
}
