package dev.souk.cart.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When to look at whose carts: hints, which may be too many or too early. What is in the cart
 * decides.
 */
public interface Lookout {
  /**
   * A look that this instance has taken on.
   *
   * @param userId whose cart
   * @param leaseEnd another instance takes it on from then on
   */
  record Look(String userId, Instant leaseEnd) {}

  /** Plans a look at the user's cart, instead of the one that is planned. */
  void plan(String userId, Instant time);

  /** Takes on looks that are due, as nobody else then does until the lease ends. */
  List<Look> claim(Instant now, Instant leaseEnd, int most);

  /** Ends a look, with the next one where there is one, unless another was planned meanwhile. */
  void settle(Look look, Optional<Instant> next);

  /** Plans nothing for the user any more. */
  void forget(String userId);
}
