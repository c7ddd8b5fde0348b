package dev.souk.cart.domain;

import java.util.Optional;

/** Where carts are kept. */
public interface CartStore {
  /** The user's cart, and whether the key was used. */
  CartSnapshot read(String userId, Optional<RequestKey> key);

  /**
   * Replaces the cart, and notes the key as used with it, if the cart still is the one that was
   * read; whether it did.
   */
  boolean replace(String userId, CartSnapshot read, Cart next, Optional<RequestKey> key);
}
