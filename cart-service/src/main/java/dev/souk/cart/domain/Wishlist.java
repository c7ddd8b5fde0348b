package dev.souk.cart.domain;

import dev.souk.kit.error.CheckoutErrors;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a user would like to have.
 *
 * @param items newest first, one a SKU
 */
public record Wishlist(List<WishlistItem> items) {
  static final Wishlist NONE = new Wishlist(List.of());

  /** Copies the list. */
  public Wishlist {
    items = List.copyOf(items);
  }

  boolean has(String sku) {
    return items.stream().anyMatch(item -> item.sku().equals(sku));
  }

  /**
   * Checks that there is room for one more.
   *
   * @throws dev.souk.kit.error.ApiException {@code WISHLIST_LIMIT_EXCEEDED}
   */
  void requireRoom(int limit) {
    if (items.size() >= limit) {
      throw CheckoutErrors.wishlistLimitExceeded(limit);
    }
  }

  Wishlist plus(Offer offer, Instant now) {
    WishlistItem added = new WishlistItem(offer.sku(), offer.productId(), offer.name(), now);
    return new Wishlist(Stream.concat(Stream.of(added), items.stream()).toList());
  }

  Wishlist without(String sku) {
    return new Wishlist(items.stream().filter(item -> !item.sku().equals(sku)).toList());
  }
}
