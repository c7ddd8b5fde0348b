package dev.souk.cart.domain;

import java.util.List;

/**
 * That a guest's cart was taken into a user's.
 *
 * @param cartId the guest's cart
 * @param guestHash whose it was; empty in notes of before this was noted
 * @param left the places, from 0, of its lines that did not fit and stay with the guest
 * @param leftSaved the places of its lines saved for later that did not
 */
public record MergedCart(
    String cartId, String guestHash, List<Integer> left, List<Integer> leftSaved) {
  /** Copies the lists. */
  public MergedCart {
    left = List.copyOf(left);
    leftSaved = List.copyOf(leftSaved);
  }

  /** Whether everything fitted. */
  boolean isWhole() {
    return left.isEmpty() && leftSaved.isEmpty();
  }
}
