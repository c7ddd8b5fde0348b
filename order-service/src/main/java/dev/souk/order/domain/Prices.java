package dev.souk.order.domain;

import dev.souk.kit.error.ChangedPrice;
import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Shortage;
import dev.souk.kit.money.Amount;
import dev.souk.order.discount.AppliedDiscount;
import dev.souk.order.discount.CheckedCodes;
import dev.souk.order.discount.CodeUse;
import dev.souk.order.discount.DiscountCodes;
import dev.souk.order.pricing.Basket;
import dev.souk.order.pricing.BasketLine;
import dev.souk.order.pricing.Pricing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the catalog's prices on what a buyer orders, and checks them again before money is taken.
 */
public final class Prices {
  private final Catalog catalog;
  private final DiscountCodes codes;
  private final Pricing pricing;
  private final Clock clock;

  /** Prices out of the catalog, added up by the pricing. */
  public Prices(Catalog catalog, DiscountCodes codes, Pricing pricing, Clock clock) {
    this.catalog = catalog;
    this.codes = codes;
    this.pricing = pricing;
    this.clock = clock;
  }

  /**
   * What the purchase of the lines with the codes would be and cost at the current prices.
   *
   * @throws dev.souk.kit.error.ApiException {@code CART_EMPTY} without lines; {@code OUT_OF_STOCK}
   *     with 0 available when a SKU is no longer for sale; {@code CURRENCY_MISMATCH} when prices
   *     are in several currencies; {@code SHIPPING_UNAVAILABLE}; {@code INVALID_FIELD} for an
   *     unknown region
   */
  public Draft draft(
      Purchase purchase, Address address, List<CartLine> lines, List<String> discountCodes) {
    if (lines.isEmpty()) {
      throw CheckoutErrors.cartEmpty();
    }
    Map<String, CodeUse> found = codes.find(discountCodes, purchase.buyer().ownerId());
    return draft(address, lines, priced(lines), purchase.shippingMethod(), discountCodes, found);
  }

  private Draft draft(
      Address address,
      List<CartLine> lines,
      List<BasketLine> priced,
      String shippingMethod,
      List<String> wanted,
      Map<String, CodeUse> found) {
    Instant now = clock.instant();
    Basket basket = new Basket(priced, address.place(), shippingMethod, List.of());
    CheckedCodes checked = CheckedCodes.of(wanted, found, basket.subtotal(), now);
    return new Draft(address, lines, checked, pricing.price(basket.with(checked.discounts()), now));
  }

  /**
   * Makes sure that a draft costs what the buyer agreed to: the expected total, or else the prices
   * that the cart showed, with every discount code.
   *
   * @throws dev.souk.kit.error.ApiException {@code PRICE_CHANGED}; {@code DISCOUNT_REFUSED}
   */
  public void requireAgreed(Draft draft, Optional<Amount> expectedTotal) {
    List<ChangedPrice> changes = changes(draft);
    Amount total = draft.quote().total();
    boolean agreed = expectedTotal.map(total::equals).orElseGet(changes::isEmpty);
    if (!agreed) {
      throw CheckoutErrors.priceChanged(changes, total);
    }
    if (expectedTotal.isEmpty()) {
      draft
          .codes()
          .refused()
          .forEach((code, obstacle) -> {
            throw CheckoutErrors.discountRefused(code, obstacle.name());
          });
    }
  }

  /**
   * Makes sure that an order's prices are still those of the catalog.
   *
   * @throws dev.souk.kit.error.ApiException {@code OUT_OF_STOCK} when a SKU is no longer for sale;
   *     {@code PRICE_CHANGED}
   */
  public void requireUnchanged(Order order) {
    List<CartLine> sold =
        order.items().stream()
            .map(item -> new CartLine(item.sku(), item.quantity(), Optional.of(item.unitPrice())))
            .toList();
    List<BasketLine> priced = priced(sold);
    List<ChangedPrice> changes = changes(sold, priced);
    if (!changes.isEmpty()) {
      throw CheckoutErrors.priceChanged(changes, totalOf(order, sold, priced));
    }
  }

  /** What the order would cost now; the codes that it used itself count as not used. */
  private Amount totalOf(Order order, List<CartLine> sold, List<BasketLine> priced) {
    List<String> used = order.terms().discounts().stream().map(AppliedDiscount::code).toList();
    Map<String, CodeUse> found = new HashMap<>(codes.find(used, order.userId()));
    found.replaceAll((code, use) -> use.withoutOne());
    String method = order.terms().shippingMethod();
    return draft(order.shippingAddress(), sold, priced, method, used, found).quote().total();
  }

  private List<BasketLine> priced(List<CartLine> lines) {
    Map<String, Offer> offers = catalog.offers(lines.stream().map(CartLine::sku).toList());
    List<Shortage> missing =
        lines.stream()
            .filter(line -> !offers.containsKey(line.sku()))
            .map(line -> new Shortage(line.sku(), line.quantity(), 0))
            .toList();
    if (!missing.isEmpty()) {
      throw CheckoutErrors.outOfStock(missing);
    }
    return lines.stream()
        .flatMap(line ->
            Optional.ofNullable(offers.get(line.sku())).map(offer -> line(offer, line)).stream())
        .toList();
  }

  private static BasketLine line(Offer offer, CartLine line) {
    return new BasketLine(
        offer.sku(), offer.productId(), offer.name(), line.quantity(), offer.price());
  }

  private static List<ChangedPrice> changes(Draft draft) {
    return changes(
        draft.lines(), draft.quote().lines().stream().map(quoted -> quoted.line()).toList());
  }

  private static List<ChangedPrice> changes(List<CartLine> agreed, List<BasketLine> now) {
    List<ChangedPrice> changes = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      BasketLine line = now.get(i);
      agreed
          .get(i)
          .shownUnitPrice()
          .filter(shown -> !shown.equals(line.unitPrice()))
          .ifPresent(shown -> changes.add(new ChangedPrice(line.sku(), shown, line.unitPrice())));
    }
    return changes;
  }
}
