package dev.souk.cart.domain;

import java.util.List;
import java.util.Optional;

/** Knows what discount codes take off. */
@FunctionalInterface
public interface Discounts {
  /**
   * What the codes take off the lines.
   *
   * @param lines at least one
   * @param codes at least one
   * @return empty when that cannot be told at the moment
   */
  Optional<CartDiscounts> of(CartOwner owner, List<ShownLine> lines, List<String> codes);
}
