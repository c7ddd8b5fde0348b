package dev.souk.cart.domain;

import java.util.List;

/**
 * A user's cart with a guest's added.
 *
 * @param contents what the user's cart has then
 * @param left the places, from 0, of the guest's lines that do not fit
 * @param leftSaved the places of those lines saved for later that do not fit
 */
record MergedContents(CartContents contents, List<Integer> left, List<Integer> leftSaved) {
  static MergedContents of(CartContents user, CartContents guest, CartLimits limits) {
    MergedLines lines = MergedLines.of(user.lines(), guest.lines(), limits);
    MergedLines saved = MergedLines.ofSaved(user.saved(), guest.saved(), limits);
    return new MergedContents(
        new CartContents(lines.lines(), saved.lines(), user.codesWith(guest.codes())),
        lines.left(),
        saved.left());
  }

  /** Whether anything of the guest's cart fits. */
  boolean movesAny(CartContents user, CartContents guest) {
    return left.size() < guest.lines().size()
        || leftSaved.size() < guest.saved().size()
        || !contents.codes().equals(user.codes());
  }
}
