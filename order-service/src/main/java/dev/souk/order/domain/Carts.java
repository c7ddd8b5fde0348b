package dev.souk.order.domain;

/** The buyers' carts, as checkout sees them. */
public interface Carts {
  /**
   * What the buyer is about to order, a user with what is in the cart of the guest that the user
   * was; empty when there is no cart.
   */
  CheckoutCart checkout(Buyer buyer);

  /**
   * Takes what was ordered, and the codes that counted, out of the buyer's cart, once however often
   * it is called.
   */
  void removeOrdered(Order order);
}
