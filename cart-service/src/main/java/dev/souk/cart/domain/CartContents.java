package dev.souk.cart.domain;

import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is in a cart. All lines are in one currency; those saved for later may be in others.
 *
 * @param lines what is wanted, in the order it was first added, one line a SKU
 * @param saved what may be wanted later, likewise; a SKU can be in both
 * @param codes discount codes in the order they were added, in capitals
 */
public record CartContents(List<CartLine> lines, List<CartLine> saved, List<String> codes) {
  static final CartContents NONE = new CartContents(List.of(), List.of(), List.of());

  /** The most discount codes of a cart. */
  static final int MAX_CODES = 5;

  /** Copies the lists. */
  public CartContents {
    lines = List.copyOf(lines);
    saved = List.copyOf(saved);
    codes = List.copyOf(codes);
  }

  boolean isEmpty() {
    return equals(NONE);
  }

  /** The currency of its lines; empty when it has none. */
  Optional<String> currency() {
    return lines.stream().findFirst().map(line -> line.unitPrice().currency());
  }

  /**
   * Checks that a line of the SKU may be added or grow.
   *
   * @throws dev.souk.kit.error.ApiException {@code CART_LIMIT_EXCEEDED}
   */
  void requireRoomFor(String sku, CartLimits limits) {
    if (lines.size() >= limits.lines() && Lines.find(lines, sku).isEmpty()) {
      throw CheckoutErrors.cartLimitExceeded("lines", limits.lines());
    }
  }

  /**
   * The line that is saved for later.
   *
   * @throws dev.souk.kit.error.ApiException NOT_FOUND
   */
  CartLine requireSaved(String sku) {
    return Lines.find(saved, sku).orElseThrow(() -> Errors.notFound("saved item", sku));
  }

  /** With more units of what is offered. */
  CartContents plus(Offer offer, int units, CartLimits limits) {
    requireRoomFor(offer.sku(), limits);
    requireCurrency(offer.price());
    CartLine old =
        Lines.find(lines, offer.sku())
            .orElseGet(
                () -> new CartLine(offer.sku(), offer.productId(), offer.name(), 0, offer.price()));
    return withLines(Lines.with(lines, old.withQuantity(sum(old.quantity(), units, limits))));
  }

  /**
   * With the line set to so many units.
   *
   * @throws dev.souk.kit.error.ApiException NOT_FOUND when there is no such line
   */
  CartContents withQuantity(String sku, int units, CartLimits limits) {
    return withLines(Lines.with(lines, requireLine(sku).withQuantity(sum(0, units, limits))));
  }

  /** Without the line, where it has it. */
  CartContents without(String sku) {
    return withLines(Lines.without(lines, sku));
  }

  /** With what is saved for later alone. */
  CartContents cleared() {
    return new CartContents(List.of(), saved, List.of());
  }

  /**
   * With the line saved for later instead, its units beside those saved before.
   *
   * @throws dev.souk.kit.error.ApiException NOT_FOUND when there is no such line; {@code
   *     CART_LIMIT_EXCEEDED}
   */
  CartContents saving(String sku, CartLimits limits) {
    CartLine line = requireLine(sku);
    Optional<CartLine> before = Lines.find(saved, sku);
    if (before.isEmpty() && saved.size() >= limits.saved()) {
      throw CheckoutErrors.cartLimitExceeded("saved lines", limits.saved());
    }
    int units = sum(before.map(CartLine::quantity).orElse(0), line.quantity(), limits);
    return new CartContents(
        Lines.without(lines, sku), Lines.with(saved, line.withQuantity(units)), codes);
  }

  /**
   * With what is saved of the offer's SKU wanted again.
   *
   * @throws dev.souk.kit.error.ApiException NOT_FOUND when nothing is; {@code CART_LIMIT_EXCEEDED};
   *     {@code CURRENCY_MISMATCH}
   */
  CartContents wantingSaved(Offer offer, CartLimits limits) {
    int units = requireSaved(offer.sku()).quantity();
    return plus(offer, units, limits).withoutSaved(offer.sku());
  }

  /** Without what is saved of the SKU. */
  CartContents withoutSaved(String sku) {
    return new CartContents(lines, Lines.without(saved, sku), codes);
  }

  /**
   * With the discount code.
   *
   * @throws dev.souk.kit.error.ApiException {@code CART_LIMIT_EXCEEDED}
   */
  CartContents plusCode(String code) {
    if (codes.size() >= MAX_CODES && !codes.contains(code)) {
      throw CheckoutErrors.cartLimitExceeded("discount codes", MAX_CODES);
    }
    return withCodes(codesWith(List.of(code)));
  }

  /** Without the discount code, where it has it. */
  CartContents withoutCode(String code) {
    return withCodes(codes.stream().filter(other -> !other.equals(code)).toList());
  }

  /** Its codes and others, each once, as far as there is room. */
  List<String> codesWith(List<String> others) {
    return Stream.concat(codes.stream(), others.stream()).distinct().limit(MAX_CODES).toList();
  }

  /** Without what an order took. */
  CartContents ordered(OrderedGoods order) {
    List<CartLine> left =
        lines.stream()
            .map(line -> line.withQuantity(line.quantity() - order.units(line.sku())))
            .filter(line -> line.quantity() > 0)
            .toList();
    List<String> unused = codes.stream().filter(code -> !order.codes().contains(code)).toList();
    return new CartContents(left, saved, unused);
  }

  private CartContents withLines(List<CartLine> next) {
    return new CartContents(next, saved, codes);
  }

  private CartContents withCodes(List<String> next) {
    return new CartContents(lines, saved, next);
  }

  private CartLine requireLine(String sku) {
    return Lines.find(lines, sku).orElseThrow(() -> Errors.notFound("cart item", sku));
  }

  private void requireCurrency(Amount price) {
    currency()
        .filter(currency -> !currency.equals(price.currency()))
        .ifPresent(currency -> {
          throw Errors.currencyMismatch(currency, price.currency());
        });
  }

  private static int sum(int units, int more, CartLimits limits) {
    int sum = Math.addExact(units, more);
    if (sum > limits.quantity()) {
      throw CheckoutErrors.cartLimitExceeded("units of a line", limits.quantity());
    }
    return sum;
  }
}
