package dev.souk.cart.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a buyer means to order. All lines are in one currency.
 *
 * @param cartId TypeID with prefix {@code cart}; empty while there is nothing to remember
 * @param revision grows with every change of the lines or the codes
 * @param updateTime when one of them last changed, in whole milliseconds
 * @param lines in the order they were first added, one a SKU
 * @param memory what was done to it
 * @param mergingInto the user into whose cart its lines are being taken, who alone may have them;
 *     empty when there is none
 * @param codes discount codes in the order they were added, in capitals
 */
public record Cart(
    String cartId,
    long revision,
    Instant updateTime,
    List<CartLine> lines,
    CartMemory memory,
    String mergingInto,
    List<String> codes) {

  /** The cart of somebody who has none. */
  public static final Cart NONE =
      new Cart("", 0, Instant.EPOCH, List.of(), CartMemory.NONE, "", List.of());

  /** The most discount codes of a cart. */
  static final int MAX_CODES = 5;

  /** Copies the lists. */
  public Cart {
    lines = List.copyOf(lines);
    codes = List.copyOf(codes);
  }

  /** The time as carts keep it, in whole milliseconds. */
  static Instant time(Clock clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The line of the SKU. */
  public Optional<CartLine> line(String sku) {
    return lines.stream().filter(line -> line.sku().equals(sku)).findFirst();
  }

  /** The currency of its lines; empty when it has none. */
  public Optional<String> currency() {
    return lines.stream().findFirst().map(line -> line.unitPrice().currency());
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return lines.isEmpty() && codes.isEmpty();
  }

  /** Whether anything that has to live as long as a cart was changed since. */
  public boolean isTouchedSince(Cart before) {
    return revision != before.revision || !memory.equals(before.memory);
  }

  /** Whether its lines are being taken into a user's cart: nothing else may change it then. */
  public boolean isMerging() {
    return !mergingInto.isEmpty();
  }

  /**
   * Checks that a line of the SKU may be added or grow.
   *
   * @throws dev.souk.kit.error.ApiException {@code CART_LIMIT_EXCEEDED}
   */
  void requireRoomFor(String sku, CartLimits limits) {
    if (lines.size() >= limits.lines() && line(sku).isEmpty()) {
      throw Errors.cartLimitExceeded("lines", limits.lines());
    }
  }

  /** With more units of what is offered. */
  Cart plus(Offer offer, int units, CartLimits limits, Instant now) {
    requireRoomFor(offer.sku(), limits);
    requireCurrency(offer.price());
    CartLine old =
        line(offer.sku())
            .orElseGet(
                () -> new CartLine(offer.sku(), offer.productId(), offer.name(), 0, offer.price()));
    CartLine grown = old.withQuantity(old.quantity() + units);
    requireQuantity(grown.quantity(), limits);
    return with(grown, now);
  }

  /**
   * With the line set to so many units.
   *
   * @throws dev.souk.kit.error.ApiException NOT_FOUND when there is no such line
   */
  Cart withQuantity(String sku, int units, CartLimits limits, Instant now) {
    CartLine line = line(sku).orElseThrow(() -> Errors.notFound("cart item", sku));
    requireQuantity(units, limits);
    return line.quantity() == units ? this : with(line.withQuantity(units), now);
  }

  /** Without the line, where it has it. */
  Cart without(String sku, Instant now) {
    return line(sku).isEmpty()
        ? this
        : changed(lines.stream().filter(line -> !line.sku().equals(sku)).toList(), now);
  }

  /** Without any line or discount code. */
  Cart cleared(Instant now) {
    Cart empty = lines.isEmpty() ? this : changed(List.of(), now);
    return empty.withCodes(List.of(), now);
  }

  /**
   * With the discount code.
   *
   * @throws dev.souk.kit.error.ApiException {@code CART_LIMIT_EXCEEDED}
   */
  Cart plusCode(String code, Instant now) {
    if (codes.contains(code)) {
      return this;
    }
    if (codes.size() >= MAX_CODES) {
      throw Errors.cartLimitExceeded("discount codes", MAX_CODES);
    }
    return withCodes(Stream.concat(codes.stream(), Stream.of(code)).toList(), now);
  }

  /** Without the discount code, where it has it. */
  Cart withoutCode(String code, Instant now) {
    return withCodes(codes.stream().filter(other -> !other.equals(code)).toList(), now);
  }

  /** Whether it would have any discount code of another cart too. */
  boolean hasRoomForCodesOf(Cart other) {
    return !codesWith(other).equals(codes);
  }

  /** With the discount codes of another cart too, as far as there is room. */
  Cart plusCodesOf(Cart other, Instant now) {
    return withCodes(codesWith(other), now);
  }

  private List<String> codesWith(Cart other) {
    return Stream.concat(codes.stream(), other.codes.stream()).distinct().limit(MAX_CODES).toList();
  }

  private Cart withCodes(List<String> next, Instant now) {
    return next.equals(codes)
        ? this
        : new Cart(cartId, revision + 1, now, lines, memory, mergingInto, next);
  }

  /** Without what an order took, unless it was taken out before. */
  Cart ordered(OrderedGoods order, Instant now) {
    if (memory.orders().contains(order.orderId())) {
      return this;
    }
    List<CartLine> left =
        lines.stream()
            .map(line -> line.withQuantity(line.quantity() - order.units(line.sku())))
            .filter(line -> line.quantity() > 0)
            .toList();
    Cart rest = left.equals(lines) ? this : changed(left, now);
    List<String> unused = codes.stream().filter(code -> !order.codes().contains(code)).toList();
    return rest.withCodes(unused, now).remembering(memory.plusOrder(order.orderId()));
  }

  /** A guest's cart, to be taken into the user's. */
  Cart mergingInto(String userId) {
    return new Cart(cartId, revision, updateTime, lines, memory, userId, codes);
  }

  /** With the lines that it has once a guest's cart was taken in. */
  Cart merged(MergedCart guestCart, List<CartLine> grown, Instant now) {
    Cart next = grown.equals(lines) ? this : changed(grown, now);
    return next.remembering(memory.plusMerged(guestCart));
  }

  /** Another guest's cart with what did not fit when this one was taken in. */
  Cart leftOf(MergedCart merged, String newCartId, Instant now) {
    List<CartLine> left = merged.left().stream().map(lines::get).toList();
    return new Cart(newCartId, revision + 1, now, left, memory, "", List.of());
  }

  /** With the id, unless it has one. */
  Cart named(String id) {
    return cartId.isEmpty()
        ? new Cart(id, revision, updateTime, lines, memory, mergingInto, codes)
        : this;
  }

  /** With what its buyer is now shown of its lines: no change of what is wanted. */
  Cart showing(List<CartLine> shown) {
    return lines.equals(shown)
        ? this
        : new Cart(cartId, revision, updateTime, shown, memory, mergingInto, codes);
  }

  private Cart with(CartLine line, Instant now) {
    List<CartLine> next = new ArrayList<>(lines);
    next.replaceAll(old -> old.sku().equals(line.sku()) ? line : old);
    if (line(line.sku()).isEmpty()) {
      next.add(line);
    }
    return changed(next, now);
  }

  private Cart changed(List<CartLine> next, Instant now) {
    return new Cart(cartId, revision + 1, now, next, memory, mergingInto, codes);
  }

  private Cart remembering(CartMemory next) {
    return new Cart(cartId, revision, updateTime, lines, next, mergingInto, codes);
  }

  private void requireCurrency(Amount price) {
    currency()
        .filter(currency -> !currency.equals(price.currency()))
        .ifPresent(currency -> {
          throw Errors.currencyMismatch(currency, price.currency());
        });
  }

  private static void requireQuantity(int units, CartLimits limits) {
    if (units > limits.quantity()) {
      throw Errors.cartLimitExceeded("units of a line", limits.quantity());
    }
  }
}
