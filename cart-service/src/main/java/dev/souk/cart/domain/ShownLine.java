package dev.souk.cart.domain;

import dev.souk.kit.money.Amount;
import java.util.Optional;

/**
 * A line as its buyer sees it.
 *
 * @param line with the price of now
 * @param available units that can be ordered; 0 when it is no longer for sale
 * @param previousUnitPrice the price that was shown before, where it was another
 */
public record ShownLine(CartLine line, int available, Optional<Amount> previousUnitPrice) {
  /** The price of all its units. */
  public Amount total() {
    return line.total();
  }

  /**
   * A line with what the catalog offers. What is no longer for sale, or only in another currency
   * than the rest of its cart, keeps what was shown last and has 0 available.
   */
  static ShownLine of(CartLine line, Optional<Offer> catalog) {
    return ofSaved(
        line,
        catalog.filter(found -> found.price().currency().equals(line.unitPrice().currency())));
  }

  /** A line that is saved for later with what the catalog offers, in whatever currency. */
  static ShownLine ofSaved(CartLine line, Optional<Offer> offer) {
    CartLine now = offer.map(line::shownWith).orElse(line);
    Optional<Amount> previous =
        Optional.of(line.unitPrice()).filter(price -> !price.equals(now.unitPrice()));
    return new ShownLine(now, offer.map(Offer::available).orElse(0), previous);
  }
}
