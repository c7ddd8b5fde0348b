package dev.souk.cart.domain;

import dev.souk.cart.domain.CartOwner.Guest;
import dev.souk.cart.domain.CartOwner.HashedGuest;
import dev.souk.cart.domain.CartOwner.User;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes a guest's cart into a user's, in three steps of which each changes one cart and may be
 * repeated:
 *
 * <ol>
 *   <li>mark the guest's cart as merging into the user: from now on nothing else changes it;
 *   <li>add what is in it to the user's cart, which notes that it did and what did not fit;
 *   <li>remove the guest's cart, or leave in it what did not fit.
 * </ol>
 *
 * <p>Whoever meets a marked cart goes on where another stopped, and always for the user of the
 * mark.
 */
public final class GuestMerge {
  private final CartStore store;
  private final CartLimits limits;
  private final RetryPause pause;
  private final Ids ids;
  private final Clock clock;

  /** Merges carts of the store. */
  public GuestMerge(CartStore store, CartLimits limits, RetryPause pause, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.pause = pause;
    this.ids = new Ids(clock);
    this.clock = clock;
  }

  /**
   * Takes what fits of the guest's cart into the user's. A cart that is already merging into
   * another user goes to that one.
   *
   * @throws dev.souk.kit.error.ApiException {@code CONTENTION} when others were always faster
   */
  public void merge(Guest guest, User user) {
    for (int attempt = 1; ; attempt++) {
      CartSnapshot read = store.read(guest, Optional.empty());
      Cart cart = read.cart();
      if (cart.isMerging()) {
        finish(guest, cart);
        return;
      }
      if (cart.isEmpty() || !fitsAny(cart, user)) {
        return;
      }
      Cart marked = cart.mergingInto(user.userId());
      if (store.replace(guest, read, marked, Optional.empty())) {
        finish(guest, marked);
        return;
      }
      pauseBefore(attempt);
    }
  }

  /** Goes on with the merge of a marked cart, unless another has finished it. */
  void finish(Guest guest, Cart marked) {
    User user = new User(marked.mergingInto());
    for (int attempt = 1; ; attempt++) {
      CartSnapshot into = store.read(user, Optional.empty());
      // In this order: a note stands as long as the mark does. So where the mark still stands and
      // there was no note, nothing was added, however long this one was held up in between.
      CartSnapshot from = store.read(guest, Optional.empty());
      if (!isMarked(from, marked.cartId())) {
        return;
      }
      Optional<MergedCart> done = into.cart().memory().merged(marked.cartId());
      if (done.isEmpty()) {
        done = take(guest.hashed(), from.cart(), user, into);
      }
      if (done.isPresent()) {
        leave(guest, from, done.get());
        return;
      }
      pauseBefore(attempt);
    }
  }

  private static boolean isMarked(CartSnapshot read, String cartId) {
    return read.cart().isMerging() && read.cart().cartId().equals(cartId);
  }

  /** Adds what fits to the user's cart; nothing when that was changed meanwhile. */
  private Optional<MergedCart> take(
      HashedGuest guest, Cart guestCart, User user, CartSnapshot into) {
    into.cart().memory().nextForgotten().ifPresent(this::settle);
    MergedContents contents =
        MergedContents.of(into.cart().contents(), guestCart.contents(), limits);
    MergedCart merged =
        new MergedCart(guestCart.cartId(), guest.hash(), contents.left(), contents.leftSaved());
    Cart next =
        into.cart().merged(merged, contents.contents(), Cart.time(clock)).named(ids.next("cart"));
    return store.replace(user, into, next, Optional.empty())
        ? Optional.of(merged)
        : Optional.empty();
  }

  /** Ends a merge whose mark still stands, before its note is forgotten. */
  private void settle(MergedCart done) {
    if (done.guestHash().isEmpty()) {
      return;
    }
    HashedGuest guest = new HashedGuest(done.guestHash());
    CartSnapshot read = store.read(guest, Optional.empty());
    if (isMarked(read, done.cartId())) {
      leave(guest, read, done);
    }
  }

  /** Nobody else changes a marked cart: where it is not the same any more, another has finished. */
  private void leave(CartOwner guest, CartSnapshot marked, MergedCart merged) {
    if (merged.isWhole()) {
      store.remove(guest, marked);
    } else {
      Cart rest = marked.cart().leftOf(merged, ids.next("cart"), Cart.time(clock));
      store.replace(guest, marked, rest, Optional.empty());
    }
  }

  /** So that what does not fit is not marked and unmarked by every call. */
  private boolean fitsAny(Cart guestCart, User user) {
    CartContents mine = store.read(user, Optional.empty()).cart().contents();
    CartContents more = guestCart.contents();
    return MergedContents.of(mine, more, limits).movesAny(mine, more);
  }

  private void pauseBefore(int attempt) {
    if (!pause.before(attempt)) {
      throw Errors.contention("cart");
    }
  }
}
