package dev.souk.order.domain;

import java.util.List;

/** The buyers' carts, as checkout sees them. */
public interface Carts {
  /**
   * What the user is about to order, with what is in the cart of the guest, whose id is empty when
   * there is none; empty when there is no cart.
   */
  List<CartLine> checkoutLines(String userId, String guestId);

  /** Takes what was ordered out of the buyer's cart, once however often it is called. */
  void removeOrdered(Order order);
}
