package dev.souk.cart.domain;

import java.util.Map;
import java.util.Set;

/** A change of a cart. It runs again when somebody else changed the cart meanwhile. */
interface CartRule {
  /** The cart after the change. */
  Cart apply(Cart cart, Map<String, Offer> offers);

  /** SKUs whose offers it needs besides those of the cart's lines; may refuse the change. */
  default Set<String> needs(Cart cart) {
    return Set.of();
  }
}
