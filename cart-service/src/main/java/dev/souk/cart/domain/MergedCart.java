package dev.souk.cart.domain;

import java.util.List;

/**
 * That a guest's cart was taken into a user's.
 *
 * @param cartId the guest's cart
 * @param left the places, from 0, of its lines that did not fit and stay with the guest
 */
public record MergedCart(String cartId, List<Integer> left) {
  /** Copies the list. */
  public MergedCart {
    left = List.copyOf(left);
  }
}
