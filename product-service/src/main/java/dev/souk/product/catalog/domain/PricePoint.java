package dev.souk.product.catalog.domain;

import dev.souk.kit.money.Amount;
import java.time.Instant;
import java.util.Optional;

/**
 * A price from some time on, until the next point.
 *
 * @param from since when
 * @param price price of one
 * @param compareAt the price that it was compared with
 * @param offered whether everybody could buy at it: not while the product is a draft, archived or
 *     deleted
 */
public record PricePoint(Instant from, Amount price, Optional<Amount> compareAt, boolean offered) {

  /** Whether only the time tells the two apart. */
  boolean sameTerms(PricePoint other) {
    return price.equals(other.price)
        && compareAt.equals(other.compareAt)
        && offered == other.offered;
  }
}
