package dev.souk.cart.domain;

import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
    return apply(owner, (cart, offers) -> cart);
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
    return change(owner, contents -> contents.withQuantity(sku, quantity, limits));
  }

  /** Removes a line, where there is one. */
  public ShownCart remove(CartOwner owner, String sku) {
    return change(owner, contents -> contents.without(sku));
  }

  /** Saves a line for later; NOT_FOUND when there is no such line. */
  public ShownCart saveForLater(CartOwner owner, String sku) {
    return change(owner, contents -> contents.saving(sku, limits));
  }

  /** Moves what is saved for later of a SKU back into the cart. */
  public ShownCart wantSaved(CartOwner owner, String sku) {
    return apply(owner, new WantSaved(sku, limits, now()));
  }

  /** Removes what is saved for later of a SKU, where there is something. */
  public ShownCart removeSaved(CartOwner owner, String sku) {
    return change(owner, contents -> contents.withoutSaved(sku));
  }

  /** Removes all lines and codes; what is saved for later stays. */
  public ShownCart clear(CartOwner owner) {
    return change(owner, CartContents::cleared);
  }

  /** Adds a discount code. */
  public ShownCart addCode(CartOwner owner, String code) {
    return change(owner, contents -> contents.plusCode(folded(code)));
  }

  /** Removes a discount code, where it is there. */
  public ShownCart removeCode(CartOwner owner, String code) {
    return change(owner, contents -> contents.withoutCode(folded(code)));
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

  private ShownCart change(CartOwner owner, UnaryOperator<CartContents> change) {
    return apply(
        owner,
        (cart, offers) -> {
          Cart next = cart.with(change, now());
          return next.isEmpty() ? next : next.named(ids.next("cart"));
        });
  }

  private ShownCart apply(CartOwner owner, CartRule rule) {
    return updates.apply(owner, Optional.empty(), rule);
  }

  private Instant now() {
    return Cart.time(clock);
  }
}
