package dev.souk.order.domain;

import dev.souk.order.discount.CheckedCodes;
import dev.souk.order.discount.DiscountCodes;
import dev.souk.order.pricing.Basket;
import dev.souk.order.pricing.BasketLine;
import dev.souk.order.pricing.Place;
import dev.souk.order.pricing.Pricing;
import java.time.Clock;
import java.util.List;

/** Prices carts as far as they can be before it is known where they go. */
public final class PriceCart {
  private static final Place NOWHERE = new Place("", "");

  private final DiscountCodes codes;
  private final Clock clock;

  /** Prices with the codes. */
  public PriceCart(DiscountCodes codes, Clock clock) {
    this.codes = codes;
    this.clock = clock;
  }

  /**
   * What the codes take off.
   *
   * @param wanted as {@code CodeText} keeps codes
   * @throws dev.souk.kit.error.ApiException {@code CURRENCY_MISMATCH}
   */
  public PricedCart price(String userId, List<BasketLine> lines, List<String> wanted) {
    Basket basket = new Basket(lines, NOWHERE, "", List.of());
    CheckedCodes checked =
        CheckedCodes.of(wanted, codes.find(wanted, userId), basket.subtotal(), clock.instant());
    return new PricedCart(
        basket.currency(), checked, Pricing.discountsOf(basket.with(checked.discounts())));
  }
}
