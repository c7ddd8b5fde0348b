package dev.souk.cart.domain;

/**
 * A wishlist as it was read.
 *
 * @param wishlist what is in it
 * @param version tells this state of the store from every other; empty when there is none
 */
public record WishlistSnapshot(Wishlist wishlist, String version) {
  /** Nothing was there. */
  public static final WishlistSnapshot NONE = new WishlistSnapshot(Wishlist.NONE, "");
}
