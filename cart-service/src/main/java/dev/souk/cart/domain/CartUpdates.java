package dev.souk.cart.domain;

import dev.souk.cart.domain.CartOwner.Guest;
import dev.souk.kit.error.Errors;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes carts so that no change is lost: read, apply the rule, replace what was read, and again
 * when it was changed meanwhile. Each answer shows the catalog's prices and remembers them.
 */
final class CartUpdates {
  private final CartStore store;
  private final Offers offers;
  private final GuestMerge merge;
  private final RetryPause pause;

  CartUpdates(CartStore store, Offers offers, GuestMerge merge, RetryPause pause) {
    this.store = store;
    this.offers = offers;
    this.merge = merge;
    this.pause = pause;
  }

  /**
   * Applies the rule once a key; a request repeated with its key answers the cart as it is.
   *
   * @throws dev.souk.kit.error.ApiException {@code IDEMPOTENCY_KEY_REUSED}; {@code CONTENTION} when
   *     others were always faster
   */
  ShownCart apply(CartOwner owner, Optional<RequestKey> key, CartRule rule) {
    for (int attempt = 1; ; attempt++) {
      CartSnapshot read = settled(owner, key);
      boolean done = isDone(read, key);
      ShownCart shown = done ? show(read.cart()) : changed(read.cart(), rule);
      boolean same = shown.cart().equals(read.cart()) && (done || key.isEmpty());
      if (same || store.replace(owner, read, shown.cart(), done ? Optional.empty() : key)) {
        return shown;
      }
      pauseBefore(attempt);
    }
  }

  /** What is stored, once no merge is under way in it. */
  CartSnapshot settled(CartOwner owner) {
    return settled(owner, Optional.empty());
  }

  private CartSnapshot settled(CartOwner owner, Optional<RequestKey> key) {
    for (int attempt = 1; ; attempt++) {
      CartSnapshot read = store.read(owner, key);
      if (!(owner instanceof Guest guest) || !read.cart().isMerging()) {
        return read;
      }
      merge.finish(guest, read.cart());
      pauseBefore(attempt);
    }
  }

  /**
   * Applies a rule whose answer nobody sees, so that no price needs to be known. A cart that is
   * being merged stays as it is: it is about to be the user's.
   */
  void applyUnseen(CartOwner owner, CartRule rule) {
    for (int attempt = 1; ; attempt++) {
      CartSnapshot read = store.read(owner, Optional.empty());
      Cart next = read.cart().isMerging() ? read.cart() : rule.apply(read.cart(), Map.of());
      if (next.equals(read.cart()) || store.replace(owner, read, next, Optional.empty())) {
        return;
      }
      pauseBefore(attempt);
    }
  }

  ShownCart peek(CartOwner owner) {
    return show(store.read(owner, Optional.empty()).cart());
  }

  /** Removes the cart, whoever changes it at the same time. */
  void remove(CartOwner owner) {
    for (int attempt = 1; ; attempt++) {
      CartSnapshot read = store.read(owner, Optional.empty());
      if (read.version().isEmpty() || store.remove(owner, read)) {
        return;
      }
      pauseBefore(attempt);
    }
  }

  private static boolean isDone(CartSnapshot read, Optional<RequestKey> key) {
    return read.keyedBefore()
        .map(fingerprint -> {
          if (!key.map(RequestKey::fingerprint).equals(Optional.of(fingerprint))) {
            throw Errors.idempotencyKeyReused();
          }
          return true;
        })
        .orElse(false);
  }

  private void pauseBefore(int attempt) {
    if (!pause.before(attempt)) {
      throw Errors.contention("cart");
    }
  }

  private ShownCart show(Cart cart) {
    return ShownCart.of(cart, offersOf(cart, Set.of()));
  }

  private ShownCart changed(Cart cart, CartRule rule) {
    Map<String, Offer> found = offersOf(cart, rule.needs(cart));
    return ShownCart.of(rule.apply(cart, found), found);
  }

  private Map<String, Offer> offersOf(Cart cart, Set<String> others) {
    Set<String> skus = new HashSet<>(others);
    cart.lines().forEach(line -> skus.add(line.sku()));
    cart.saved().forEach(line -> skus.add(line.sku()));
    return skus.isEmpty() ? Map.of() : offers.find(skus);
  }
}
