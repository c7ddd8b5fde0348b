package dev.souk.cart.domain;

import java.time.Instant;

/**
 * That a cart was left alone.
 *
 * @param userId whose it is
 * @param cart as it was left
 * @param time from when on it counts as abandoned
 */
public record Abandonment(String userId, Cart cart, Instant time) {
  /** Counts those of the cart from 1. */
  public long version() {
    return cart.watch().told() + 1;
  }
}
