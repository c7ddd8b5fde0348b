package dev.souk.cart.domain;

/** Where wishlists are kept. */
public interface WishlistStore {
  /** The user's wishlist. */
  WishlistSnapshot read(String userId);

  /** Replaces the wishlist if it still is the one that was read; whether it did. */
  boolean replace(String userId, WishlistSnapshot read, Wishlist next);

  /** Removes the wishlist if it still is the one that was read; whether it did. */
  boolean remove(String userId, WishlistSnapshot read);
}
