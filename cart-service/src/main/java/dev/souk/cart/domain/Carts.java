package dev.souk.cart.domain;

import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that can be done with a user's cart. Changes at the same time are all kept. */
public final class Carts {
  private final CartStore store;
  private final CartUpdates updates;
  private final CartLimits limits;
  private final Ids ids;
  private final Clock clock;

  /** Carts in the store, with the catalog's offers. */
  public Carts(CartStore store, Offers offers, CartLimits limits, RetryPause pause, Clock clock) {
    this.store = store;
    this.updates = new CartUpdates(store, offers, pause);
    this.limits = limits;
    this.ids = new Ids(clock);
    this.clock = clock;
  }

  /** The user's cart. Prices that changed are flagged once, and are known to the user then. */
  public ShownCart show(String userId) {
    return change(userId, (cart, offers) -> cart);
  }

  /** Adds units of a SKU, once a key. */
  public ShownCart add(String userId, String sku, int quantity, Optional<RequestKey> key) {
    return updates.apply(userId, key, new AddItem(sku, quantity, limits, ids.next("cart"), now()));
  }

  /** Sets the units of a line; NOT_FOUND when there is no such line. */
  public ShownCart setQuantity(String userId, String sku, int quantity) {
    return change(userId, (cart, offers) -> cart.withQuantity(sku, quantity, limits, now()));
  }

  /** Removes a line, where there is one. */
  public ShownCart remove(String userId, String sku) {
    return change(userId, (cart, offers) -> cart.without(sku, now()));
  }

  /** Removes all lines. */
  public ShownCart clear(String userId) {
    return change(userId, (cart, offers) -> cart.cleared(now()));
  }

  /** The lines that the user is about to order, with the prices last shown. */
  public List<CartLine> checkoutLines(String userId) {
    return store.read(userId, Optional.empty()).cart().lines();
  }

  /**
   * Takes ordered units out, once an order. The order is remembered also where there is no cart, so
   * that a repeated call does not take what is added later.
   */
  public void removeOrdered(String userId, String orderId, Map<String, Integer> units) {
    updates.applyUnseen(
        userId, (cart, offers) -> cart.ordered(orderId, units, now()).named(ids.next("cart")));
  }

  private ShownCart change(String userId, CartRule rule) {
    return updates.apply(userId, Optional.empty(), rule);
  }

  /** The store keeps milliseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
