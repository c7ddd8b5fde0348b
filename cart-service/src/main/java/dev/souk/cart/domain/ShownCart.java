package dev.souk.cart.domain;

import dev.souk.kit.money.Amount;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cart as its buyer sees it: with the catalog's prices and availability.
 *
 * @param cart the cart, keeping the prices that are shown
 * @param lines its lines
 */
public record ShownCart(Cart cart, List<ShownLine> lines) {
  /** A cart with what the catalog offers. */
  static ShownCart of(Cart cart, Map<String, Offer> offers) {
    List<ShownLine> shown =
        cart.lines().stream()
            .map(line -> ShownLine.of(line, Optional.ofNullable(offers.get(line.sku()))))
            .toList();
    return new ShownCart(cart.showing(shown.stream().map(ShownLine::line).toList()), shown);
  }

  /** The sum of its lines; empty when it has none. */
  public Optional<Amount> subtotal() {
    return lines.stream().map(ShownLine::total).reduce(Amount::plus);
  }

  /** The units of all its lines. */
  public int totalQuantity() {
    return lines.stream().mapToInt(shown -> shown.line().quantity()).sum();
  }
}
