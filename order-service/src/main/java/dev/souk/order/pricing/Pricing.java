package dev.souk.order.pricing;

import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.money.Amount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Prices baskets. Amounts are whole minor units throughout. What a code takes off is rounded once,
 * and divided over the lines by largest remainder; tax is rounded HALF_UP once a line, after
 * discounts; sending is a line of its own; everything else is a sum.
 */
public final class Pricing {
  private final Taxes taxes;
  private final Shipping shipping;
  private final DeliveryEstimates estimates;

  /** Prices by these. */
  public Pricing(Taxes taxes, Shipping shipping, DeliveryEstimates estimates) {
    this.taxes = taxes;
    this.shipping = shipping;
    this.estimates = estimates;
  }

  /**
   * What the basket costs when it is ordered now.
   *
   * @throws dev.souk.kit.error.ApiException {@code CURRENCY_MISMATCH}; {@code
   *     SHIPPING_UNAVAILABLE}; {@code INVALID_FIELD} for an unknown region
   */
  public Quote price(Basket basket, Instant now) {
    // The sum finds mixed currencies before anything is asked in the currency of the first line.
    Amount subtotal = basket.subtotal();
    Taxation taxation = taxes.at(basket.place());
    List<ShippingOption> options =
        shipping.rates(basket.place(), subtotal.currency()).stream()
            .map(rate -> new ShippingOption(rate, estimates.of(now, basket.place(), rate)))
            .toList();
    LineDiscounts discounts = LineDiscounts.of(basket);
    return new Quote(
        basket.lines().stream().map(line -> quoted(line, discounts.on(line), taxation)).toList(),
        quoted(chosen(options, basket), basket.discounts(), taxation),
        options,
        taxation.included());
  }

  /** The currencies that the shop sells in. */
  public Set<String> currencies() {
    return shipping.currencies();
  }

  /** What each discount takes off the lines of the basket, by code, wherever it goes. */
  public static Map<String, Amount> discountsOf(Basket basket) {
    LineDiscounts discounts = LineDiscounts.of(basket);
    return basket.discounts().stream()
        .collect(
            Collectors.toMap(Discount::code, one -> discounts.of(one.code(), basket.currency())));
  }

  private static ShippingOption chosen(List<ShippingOption> options, Basket basket) {
    String method = basket.shippingMethod();
    return options.stream()
        .filter(option -> method.isEmpty() || option.rate().method().equals(method))
        .findFirst()
        .orElseThrow(() ->
            CheckoutErrors.shippingUnavailable(
                method, basket.place().countryCode(), basket.currency()));
  }

  private static QuotedLine quoted(BasketLine line, List<DiscountShare> shares, Taxation taxation) {
    TaxRate rate = taxation.of(line.productId());
    QuotedLine untaxed =
        new QuotedLine(line, shares, rate, Amount.zero(line.unitPrice().currency()));
    return new QuotedLine(line, shares, rate, rate.taxOf(untaxed.charged(), taxation.included()));
  }

  /** The first of the codes that give it free of charge does. */
  private static QuotedShipping quoted(
      ShippingOption option, List<Discount> discounts, Taxation taxation) {
    Amount price = option.rate().price();
    List<DiscountShare> shares =
        discounts.stream()
            .filter(discount -> discount.reduction() instanceof Discount.FreeShipping)
            .map(Discount::code)
            .min(Comparator.naturalOrder())
            .filter(code -> !price.isZero())
            .map(code -> new DiscountShare(code, price))
            .stream()
            .toList();
    TaxRate rate = taxation.ofShipping();
    QuotedShipping untaxed =
        new QuotedShipping(option, shares, rate, Amount.zero(price.currency()));
    return new QuotedShipping(
        option, shares, rate, rate.taxOf(untaxed.charged(), taxation.included()));
  }
}
