package dev.souk.cart.metric;

import dev.souk.cart.domain.Cart;
import dev.souk.cart.domain.CartOwner;
import dev.souk.cart.domain.CartSnapshot;
import dev.souk.cart.domain.CartStore;
import dev.souk.cart.domain.RequestKey;
import dev.souk.cart.metric.CartMeter.Event;
import java.util.Optional;

/** Counts carts that begin, and guests' carts as they are marked as merging. */
public final class MeteredCarts implements CartStore {
  private final CartStore store;
  private final CartMeter meter;

  /** Counts changes of the store. */
  public MeteredCarts(CartStore store, CartMeter meter) {
    this.store = store;
    this.meter = meter;
  }

  @Override
  public CartSnapshot read(CartOwner owner, Optional<RequestKey> key) {
    return store.read(owner, key);
  }

  @Override
  public boolean replace(CartOwner owner, CartSnapshot read, Cart next, Optional<RequestKey> key) {
    boolean replaced = store.replace(owner, read, next, key);
    if (replaced) {
      count(read.cart(), next);
    }
    return replaced;
  }

  private void count(Cart before, Cart after) {
    if (before.cartId().isEmpty() && !after.cartId().isEmpty()) {
      meter.count(Event.CREATED, 1);
    }
    if (!before.isMerging() && after.isMerging()) {
      meter.count(Event.MERGED, 1);
    }
  }

  @Override
  public boolean remove(CartOwner owner, CartSnapshot read) {
    return store.remove(owner, read);
  }
}
