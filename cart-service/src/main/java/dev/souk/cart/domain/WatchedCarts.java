package dev.souk.cart.domain;

import dev.souk.cart.domain.CartOwner.User;
import java.time.Duration;
import java.util.Optional;

/**
 * Carts of which it is noticed when users leave them alone: before a user's cart is changed, a look
 * at it is planned, unless one is. What is planned goes further by itself for as long as the cart
 * keeps changing, so most changes plan nothing.
 */
public final class WatchedCarts implements CartStore {
  private final CartStore store;
  private final Lookout lookout;
  private final Duration patience;

  /** Carts of the store, which count as abandoned so long after their last change. */
  public WatchedCarts(CartStore store, Lookout lookout, Duration patience) {
    this.store = store;
    this.lookout = lookout;
    this.patience = patience;
  }

  @Override
  public CartSnapshot read(CartOwner owner, Optional<RequestKey> key) {
    return store.read(owner, key);
  }

  @Override
  public boolean replace(CartOwner owner, CartSnapshot read, Cart next, Optional<RequestKey> key) {
    Cart watched =
        owner instanceof User user && next.revision() != read.cart().revision()
            ? watched(user, next)
            : next;
    return store.replace(owner, read, watched, key);
  }

  @Override
  public boolean remove(CartOwner owner, CartSnapshot read) {
    boolean removed = store.remove(owner, read);
    if (removed && owner instanceof User user) {
      lookout.forget(user.userId());
    }
    return removed;
  }

  /**
   * Half of the time is left for clocks that differ: a look that is over is then never relied on.
   */
  private Cart watched(User user, Cart cart) {
    boolean planned =
        cart.watch().lookTime().minus(patience.dividedBy(2)).isAfter(cart.updateTime());
    if (cart.lines().isEmpty() || planned) {
      return cart;
    }
    Cart watched = cart.lookedAt(cart.updateTime().plus(patience));
    lookout.plan(user.userId(), watched.watch().lookTime());
    return watched;
  }
}
