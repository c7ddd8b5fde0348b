package dev.souk.cart.domain;

import dev.souk.cart.domain.CartOwner.Guest;
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
        finish(guest, read);
        return;
      }
      if (cart.isEmpty() || !fitsAny(cart, user)) {
        return;
      }
      Cart marked = cart.mergingInto(user.userId());
      if (!store.replace(guest, read, marked, Optional.empty())) {
        pauseBefore(attempt);
      }
    }
  }

  /** Goes on with the merge of a marked cart. */
  void finish(Guest guest, CartSnapshot marked) {
    Cart cart = marked.cart();
    // Nobody else changes a marked cart: where it is not the same any more, another has finished.
    take(guest, marked)
        .ifPresent(merged -> {
          if (merged.isWhole()) {
            store.remove(guest, marked);
          } else {
            Cart rest = cart.leftOf(merged, ids.next("cart"), Cart.time(clock));
            store.replace(guest, marked, rest, Optional.empty());
          }
        });
  }

  /** Adds what fits to the user's cart, unless that was done; nothing when another has finished. */
  private Optional<MergedCart> take(Guest guest, CartSnapshot marked) {
    Cart guestCart = marked.cart();
    User user = new User(guestCart.mergingInto());
    for (int attempt = 1; ; attempt++) {
      // While this one waited, so many merges may have come that the note of this one is gone.
      if (attempt > 1 && !isUnchanged(guest, marked)) {
        return Optional.empty();
      }
      CartSnapshot read = store.read(user, Optional.empty());
      Optional<MergedCart> done = read.cart().memory().merged(guestCart.cartId());
      if (done.isPresent()) {
        return done;
      }
      MergedContents contents =
          MergedContents.of(read.cart().contents(), guestCart.contents(), limits);
      MergedCart merged = new MergedCart(guestCart.cartId(), contents.left(), contents.leftSaved());
      Cart next =
          read.cart().merged(merged, contents.contents(), Cart.time(clock)).named(ids.next("cart"));
      if (store.replace(user, read, next, Optional.empty())) {
        return Optional.of(merged);
      }
      pauseBefore(attempt);
    }
  }

  private boolean isUnchanged(Guest guest, CartSnapshot marked) {
    return store.read(guest, Optional.empty()).version().equals(marked.version());
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
