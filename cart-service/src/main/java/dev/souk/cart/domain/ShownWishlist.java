package dev.souk.cart.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A wishlist as its user sees it: with the catalog's prices and availability.
 *
 * @param items newest first
 */
public record ShownWishlist(List<Item> items) {
  /**
   * An item.
   *
   * @param item what was added
   * @param offer what the catalog says of it now; nothing when it is no longer for sale
   */
  public record Item(WishlistItem item, Optional<Offer> offer) {}

  static ShownWishlist of(Wishlist wishlist, Map<String, Offer> offers) {
    return new ShownWishlist(
        wishlist.items().stream()
            .map(item -> new Item(item, Optional.ofNullable(offers.get(item.sku()))))
            .toList());
  }
}
