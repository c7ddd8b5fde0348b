package dev.souk.cart.domain;

import java.time.Instant;

/**
 * What it takes to tell that a cart was abandoned, once each time.
 *
 * @param lookTime a look at the cart is planned for then; long ago when none is
 * @param told how often it was told
 * @param toldRevision the revision of the cart that was last told; 0 when none was
 */
public record CartWatch(Instant lookTime, long told, long toldRevision) {
  /** Nothing is planned, and nothing was told. */
  public static final CartWatch NONE = new CartWatch(Instant.EPOCH, 0, 0);
}
