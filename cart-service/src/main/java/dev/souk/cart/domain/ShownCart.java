package dev.souk.cart.domain;

import dev.souk.kit.money.Amount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A cart as its buyer sees it: with the catalog's prices and availability.
 *
 * @param cart the cart, keeping the prices that are shown
 * @param lines its lines
 * @param saved its lines that are saved for later
 */
public record ShownCart(Cart cart, List<ShownLine> lines, List<ShownLine> saved) {
  /** A cart with what the catalog offers. */
  static ShownCart of(Cart cart, Map<String, Offer> offers) {
    List<ShownLine> lines = shown(cart.lines(), offers, ShownLine::of);
    List<ShownLine> saved = shown(cart.saved(), offers, ShownLine::ofSaved);
    return new ShownCart(cart.showing(kept(lines), kept(saved)), lines, saved);
  }

  private static List<ShownLine> shown(
      List<CartLine> lines,
      Map<String, Offer> offers,
      BiFunction<CartLine, Optional<Offer>, ShownLine> form) {
    return lines.stream()
        .map(line -> form.apply(line, Optional.ofNullable(offers.get(line.sku()))))
        .toList();
  }

  private static List<CartLine> kept(List<ShownLine> shown) {
    return shown.stream().map(ShownLine::line).toList();
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
