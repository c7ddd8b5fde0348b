package dev.souk.order.domain;

import java.util.List;
import java.util.Optional;

/** The orders in the store. */
public interface Orders {
  /** Any order. */
  Optional<Order> find(String orderId);

  /** The order when it is the user's, or the guest's. */
  Optional<Order> findOf(String orderId, String ownerId);

  /** What is needed to know whether a token opens the order. */
  Optional<LockedOrder> locked(String orderId);

  /**
   * Every order of a user, newest first, the refused ones too.
   *
   * @param after the id of the order that they come after; from the newest on where nothing
   * @param limit at most so many
   */
  List<Order> allOf(String userId, Optional<String> after, int limit);

  /** A page of a buyer's orders, newest first, without the refused ones. */
  List<Order> page(OrderQuery query);
}
