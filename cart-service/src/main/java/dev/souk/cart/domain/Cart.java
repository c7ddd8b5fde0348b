package dev.souk.cart.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a buyer means to order, and what was done to it.
 *
 * @param cartId TypeID with prefix {@code cart}; empty while there is nothing to remember
 * @param revision grows with every change of the contents
 * @param updateTime when they last changed, in whole milliseconds
 * @param contents what is in it
 * @param memory what was done to it
 * @param mergingInto the user into whose cart its contents are being taken, who alone may have
 *     them; empty when there is none
 * @param watch whether somebody notices when it is left alone; guests' carts are not watched
 */
public record Cart(
    String cartId,
    long revision,
    Instant updateTime,
    CartContents contents,
    CartMemory memory,
    String mergingInto,
    CartWatch watch) {

  /** The cart of somebody who has none. */
  public static final Cart NONE =
      new Cart("", 0, Instant.EPOCH, CartContents.NONE, CartMemory.NONE, "", CartWatch.NONE);

  /** The time as carts keep it, in whole milliseconds. */
  static Instant time(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** What is wanted. */
  public List<CartLine> lines() {
    return contents.lines();
  }

  /** What may be wanted later. */
  public List<CartLine> saved() {
    return contents.saved();
  }

  /** The discount codes. */
  public List<String> codes() {
    return contents.codes();
  }

  /** The line of the SKU. */
  public Optional<CartLine> line(String sku) {
    return Lines.find(lines(), sku);
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return contents.isEmpty();
  }

  /** Whether anything that has to live as long as a cart was changed since. */
  public boolean isTouchedSince(Cart before) {
    return revision != before.revision || !memory.equals(before.memory);
  }

  /** Whether its contents are being taken into a user's cart: nothing else may change it then. */
  public boolean isMerging() {
    return !mergingInto.isEmpty();
  }

  /** With its contents changed. */
  Cart with(UnaryOperator<CartContents> change, Instant now) {
    CartContents next = change.apply(contents);
    return next.equals(contents)
        ? this
        : new Cart(cartId, revision + 1, now, next, memory, mergingInto, watch);
  }

  /** Without what an order took, unless it was taken out before. */
  Cart ordered(OrderedGoods order, Instant now) {
    return memory.orders().contains(order.orderId())
        ? this
        : with(contents -> contents.ordered(order), now)
            .remembering(memory.plusOrder(order.orderId()));
  }

  /** A guest's cart, to be taken into the user's. */
  Cart mergingInto(String userId) {
    return new Cart(cartId, revision, updateTime, contents, memory, userId, watch);
  }

  /** With what it has once a guest's cart was taken in. */
  Cart merged(MergedCart guestCart, CartContents grown, Instant now) {
    return with(contents -> grown, now).remembering(memory.plusMerged(guestCart));
  }

  /** Another guest's cart with what did not fit when this one was taken in. */
  Cart leftOf(MergedCart merged, String newCartId, Instant now) {
    CartContents left =
        new CartContents(
            Lines.at(lines(), merged.left()), Lines.at(saved(), merged.leftSaved()), List.of());
    return new Cart(newCartId, revision + 1, now, left, memory, "", watch);
  }

  /** With the id, unless it has one. */
  Cart named(String id) {
    return cartId.isEmpty()
        ? new Cart(id, revision, updateTime, contents, memory, mergingInto, watch)
        : this;
  }

  /** With what its buyer is now shown of its contents: no change of what is wanted. */
  Cart showing(List<CartLine> lines, List<CartLine> saved) {
    CartContents shown = new CartContents(lines, saved, codes());
    return shown.equals(contents)
        ? this
        : new Cart(cartId, revision, updateTime, shown, memory, mergingInto, watch);
  }

  /** With a look at it planned. */
  Cart lookedAt(Instant lookTime) {
    return with(new CartWatch(lookTime, watch.told(), watch.toldRevision()));
  }

  /** With that remembered as told, unless it or a later one is. */
  Cart toldOf(Abandonment abandonment) {
    return watch.told() >= abandonment.version()
        ? this
        : with(
            new CartWatch(watch.lookTime(), abandonment.version(), abandonment.cart().revision()));
  }

  private Cart with(CartWatch next) {
    return new Cart(cartId, revision, updateTime, contents, memory, mergingInto, next);
  }

  private Cart remembering(CartMemory next) {
    return new Cart(cartId, revision, updateTime, contents, next, mergingInto, watch);
  }
}
