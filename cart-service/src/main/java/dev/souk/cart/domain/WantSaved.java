package dev.souk.cart.domain;

import dev.souk.kit.error.Errors;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Moves what is saved for later of a SKU back among what is wanted.
 *
 * <p>Errors: NOT_FOUND when nothing is saved of it, and for a SKU that is not for sale; {@code
 * CART_LIMIT_EXCEEDED}, {@code CURRENCY_MISMATCH}.
 */
record WantSaved(String sku, CartLimits limits, Instant now) implements CartRule {

  @Override
  public Set<String> needs(Cart cart) {
    CartLine _ = cart.contents().requireSaved(sku);
    return Set.of(sku);
  }

  @Override
  public Cart apply(Cart cart, Map<String, Offer> offers) {
    Offer offer =
        Optional.ofNullable(offers.get(sku)).orElseThrow(() -> Errors.notFound("SKU", sku));
    return cart.with(contents -> contents.wantingSaved(offer, limits), now);
  }
}
