package dev.souk.cart.domain;

import java.time.Duration;

/**
 * How long after their last change carts are forgotten.
 *
 * @param user a user's cart
 * @param guest a guest's cart; at most as long, because what a user's cart remembers of a merge has
 *     to outlive the guest's cart
 */
public record CartLifetimes(Duration user, Duration guest) {
  /** Checks them. */
  public CartLifetimes {
    if (guest.compareTo(user) > 0) {
      throw new IllegalArgumentException("guests' carts must not live longer than users' carts");
    }
  }

  /** How long the owner's cart lives. */
  public Duration of(CartOwner owner) {
    return switch (owner) {
      case CartOwner.User _ -> user;
      case CartOwner.Guest _, CartOwner.HashedGuest _ -> guest;
    };
  }
}
