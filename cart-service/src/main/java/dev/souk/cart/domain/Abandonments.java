package dev.souk.cart.domain;

import java.util.List;

/** Where abandoned carts are told of. */
@FunctionalInterface
public interface Abandonments {
  /** Tells of each, and answers those that are safely told; the others may be, or not. */
  List<Abandonment> tell(List<Abandonment> abandoned);
}
