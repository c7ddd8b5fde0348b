package dev.souk.cart.domain;

import java.util.List;
import java.util.Optional;

/** What carts cost. One without codes costs its lines, and nobody needs to be asked. */
public final class CartPrices {
  private final Discounts discounts;

  /** Asks there what codes take off. */
  public CartPrices(Discounts discounts) {
    this.discounts = discounts;
  }

  /** What the cart's codes take off; empty when it has no lines, or that cannot be told. */
  public Optional<CartDiscounts> discountsOf(CartOwner owner, ShownCart shown) {
    List<String> codes = shown.cart().codes();
    return shown
        .subtotal()
        .flatMap(subtotal ->
            codes.isEmpty()
                ? Optional.of(CartDiscounts.none(subtotal.currency()))
                : discounts.of(owner, shown.lines(), codes));
  }
}
