package dev.souk.cart.domain;

import java.util.Optional;

/** Where carts are kept. */
public interface CartStore {
  /** The owner's cart, and whether the key was used. */
  CartSnapshot read(CartOwner owner, Optional<RequestKey> key);

  /**
   * Replaces the cart, and notes the key as used with it, if the cart still is the one that was
   * read; whether it did.
   */
  boolean replace(CartOwner owner, CartSnapshot read, Cart next, Optional<RequestKey> key);

  /** Removes the cart if it still is the one that was read; whether it did. */
  boolean remove(CartOwner owner, CartSnapshot read);
}
