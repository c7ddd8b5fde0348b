package dev.souk.order.saga;

import dev.souk.order.domain.Order;
import dev.souk.order.domain.Refund;

/** Payments, as checkout sees them. Everything is keyed by the order and may be repeated. */
public interface Payments {
  /**
   * Has the order's total set aside.
   *
   * @return the payment's id
   * @throws dev.souk.kit.error.ApiException {@code PAYMENT_ACTION_REQUIRED} when the buyer has to
   *     confirm first
   */
  String authorize(Order order, String token);

  /**
   * Asks whether the buyer has confirmed the payment.
   *
   * @return the id of the payment, which is authorized
   * @throws dev.souk.kit.error.ApiException {@code PAYMENT_ACTION_REQUIRED} while they have not
   */
  String confirm(Order order);

  /** Takes what is set aside; {@code ILLEGAL_STATE} when nothing is. */
  void capture(Order order);

  /**
   * Gives up what is set aside, and bars the order from paying; {@code ILLEGAL_STATE} when taken.
   */
  void voidAuthorization(Order order);

  /** Pays back everything that was taken and not paid back yet. */
  void refund(Order order);

  /**
   * Pays back a part of what was taken; keyed by the refund.
   *
   * @throws dev.souk.kit.error.ApiException {@code REFUND_EXCEEDS_PAYMENT} when less is left;
   *     {@code PAYMENT_DECLINED} when the provider refuses for good
   */
  void refund(String orderId, Refund refund);
}
