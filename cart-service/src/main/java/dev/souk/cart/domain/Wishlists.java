package dev.souk.cart.domain;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Everything that can be done with a wishlist. Changes at the same time are all kept: what was read
 * is replaced only where it is still the same, else the change is made again.
 */
public final class Wishlists {
  private final WishlistStore store;
  private final Offers offers;
  private final int limit;
  private final RetryPause pause;
  private final Clock clock;

  /** Wishlists of so many items at most, with the catalog's offers. */
  public Wishlists(WishlistStore store, Offers offers, int limit, RetryPause pause, Clock clock) {
    if (limit > CartLimits.MAX_SKUS) {
      throw new IllegalArgumentException(
          "a wishlist can have at most " + CartLimits.MAX_SKUS + " items");
    }
    this.store = store;
    this.offers = offers;
    this.limit = limit;
    this.pause = pause;
    this.clock = clock;
  }

  /** The user's wishlist. */
  public ShownWishlist show(String userId) {
    return shown(store.read(userId).wishlist());
  }

  /**
   * Adds a SKU, where it is not there.
   *
   * @throws dev.souk.kit.error.ApiException NOT_FOUND when it is not for sale; {@code
   *     WISHLIST_LIMIT_EXCEEDED}; {@code CONTENTION} when others were always faster
   */
  public ShownWishlist add(String userId, String sku) {
    for (int attempt = 1; ; attempt++) {
      WishlistSnapshot read = store.read(userId);
      if (read.wishlist().has(sku)) {
        return shown(read.wishlist());
      }
      read.wishlist().requireRoom(limit);
      Map<String, Offer> found = offersOf(read.wishlist(), Set.of(sku));
      Offer wanted =
          Optional.ofNullable(found.get(sku)).orElseThrow(() -> Errors.notFound("SKU", sku));
      Wishlist next = read.wishlist().plus(wanted, Cart.time(clock));
      if (store.replace(userId, read, next)) {
        return ShownWishlist.of(next, found);
      }
      pauseBefore(attempt);
    }
  }

  /** Removes a SKU, where it is there. */
  public ShownWishlist remove(String userId, String sku) {
    return shown(change(userId, wishlist -> wishlist.without(sku)));
  }

  /** Removes everything. */
  public ShownWishlist clear(String userId) {
    return shown(change(userId, wishlist -> Wishlist.NONE));
  }

  /** Forgets the user's wishlist. */
  public void forget(String userId) {
    Wishlist _ = change(userId, wishlist -> Wishlist.NONE);
  }

  /** An empty one is not kept. */
  private Wishlist change(String userId, UnaryOperator<Wishlist> change) {
    for (int attempt = 1; ; attempt++) {
      WishlistSnapshot read = store.read(userId);
      Wishlist next = change.apply(read.wishlist());
      boolean same = next.equals(read.wishlist());
      if (same
          || (next.items().isEmpty()
              ? store.remove(userId, read)
              : store.replace(userId, read, next))) {
        return next;
      }
      pauseBefore(attempt);
    }
  }

  private ShownWishlist shown(Wishlist wishlist) {
    return ShownWishlist.of(wishlist, offersOf(wishlist, Set.of()));
  }

  private Map<String, Offer> offersOf(Wishlist wishlist, Set<String> others) {
    Set<String> skus = new HashSet<>(others);
    wishlist.items().forEach(item -> skus.add(item.sku()));
    return skus.isEmpty() ? Map.of() : offers.find(skus);
  }

  private void pauseBefore(int attempt) {
    if (!pause.before(attempt)) {
      throw Errors.contention("wishlist");
    }
  }
}
