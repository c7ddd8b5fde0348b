package dev.souk.cart.domain;

import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Everything that can be done with a cart. Changes at the same time are all kept. */
public final class Carts {
  private final CartUpdates updates;
  private final CartLimits limits;
  private final Ids ids;
  private final Clock clock;

  /** Carts in the store, with the catalog's offers. */
  public Carts(
      CartStore store,
      Offers offers,
      GuestMerge merge,
      CartLimits limits,
      RetryPause pause,
      Clock clock) {
    this.updates = new CartUpdates(store, offers, merge, pause);
    this.limits = limits;
    this.ids = new Ids(clock);
    this.clock = clock;
  }

  /** The owner's cart. Prices that changed are flagged once, and are known to the owner then. */
  public ShownCart show(CartOwner owner) {
    return change(owner, (cart, offers) -> cart);
  }

  /** The owner's cart as it would be shown; the owner has not seen it, so nothing is remembered. */
  public ShownCart peek(CartOwner owner) {
    return updates.peek(owner);
  }

  /** Forgets the owner's cart, and what was done to it. */
  public void forget(CartOwner owner) {
    updates.remove(owner);
  }

  /** Adds units of a SKU, once a key. */
  public ShownCart add(CartOwner owner, String sku, int quantity, Optional<RequestKey> key) {
    return updates.apply(owner, key, new AddItem(sku, quantity, limits, ids.next("cart"), now()));
  }

  /** Sets the units of a line; NOT_FOUND when there is no such line. */
  public ShownCart setQuantity(CartOwner owner, String sku, int quantity) {
    return change(owner, (cart, offers) -> cart.withQuantity(sku, quantity, limits, now()));
  }

  /** Removes a line, where there is one. */
  public ShownCart remove(CartOwner owner, String sku) {
    return change(owner, (cart, offers) -> cart.without(sku, now()));
  }

  /** Removes all lines and codes. */
  public ShownCart clear(CartOwner owner) {
    return change(owner, (cart, offers) -> cart.cleared(now()));
  }

  /** Adds a discount code. */
  public ShownCart addCode(CartOwner owner, String code) {
    return change(
        owner, (cart, offers) -> cart.plusCode(folded(code), now()).named(ids.next("cart")));
  }

  /** Removes a discount code, where it is there. */
  public ShownCart removeCode(CartOwner owner, String code) {
    return change(owner, (cart, offers) -> cart.withoutCode(folded(code), now()));
  }

  private static String folded(String code) {
    return code.toUpperCase(Locale.ROOT);
  }

  /** What the owner is about to order, with the prices last shown. */
  public Cart checkout(CartOwner owner) {
    return updates.settled(owner).cart();
  }

  /**
   * Takes what was ordered out, once an order. The order is remembered also where there is no cart,
   * so that a repeated call does not take what is added later.
   */
  public void removeOrdered(CartOwner owner, OrderedGoods order) {
    updates.applyUnseen(
        owner, (cart, offers) -> cart.ordered(order, now()).named(ids.next("cart")));
  }

  private ShownCart change(CartOwner owner, CartRule rule) {
    return updates.apply(owner, Optional.empty(), rule);
  }

  private Instant now() {
    return Cart.time(clock);
  }
}
