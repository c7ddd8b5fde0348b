package dev.souk.cart.domain;

import dev.souk.kit.error.Errors;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds units of a SKU to what the cart has of it.
 *
 * <p>Errors: NOT_FOUND for a SKU that is not for sale, {@code CART_LIMIT_EXCEEDED}, {@code
 * CURRENCY_MISMATCH}.
 */
record AddItem(String sku, int quantity, CartLimits limits, String newCartId, Instant now)
    implements CartRule {

  @Override
  public Set<String> needs(Cart cart) {
    cart.contents().requireRoomFor(sku, limits);
    return Set.of(sku);
  }

  @Override
  public Cart apply(Cart cart, Map<String, Offer> offers) {
    Offer offer =
        Optional.ofNullable(offers.get(sku)).orElseThrow(() -> Errors.notFound("SKU", sku));
    return cart.with(contents -> contents.plus(offer, quantity, limits), now).named(newCartId);
  }
}
