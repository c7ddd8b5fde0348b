package dev.souk.order.discount;

import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.Discount;
import java.time.Instant;
import java.util.Optional;

/**
 * A code that takes something off.
 *
 * @param code as {@link CodeText} keeps it
 * @param terms what was decided about it
 * @param uses orders that it counts for, without those that gave it back
 * @param version counts the changes of its terms from 1
 * @param createTime when it was made
 * @param updateTime when its terms last changed
 */
public record DiscountCode(
    String code, CodeTerms terms, int uses, int version, Instant createTime, Instant updateTime) {

  /** What it takes off, for the pricing. */
  public Discount discount() {
    return new Discount(code, terms.reduction());
  }

  /**
   * Why it takes nothing off the lines, if so.
   *
   * @param usesOfCustomer orders of the customer that it counts for
   */
  public Optional<Obstacle> obstacle(Amount subtotal, Instant now, int usesOfCustomer) {
    if (terms.disabled()) {
      return Optional.of(Obstacle.UNKNOWN);
    }
    if (terms.startTime().filter(now::isBefore).isPresent()) {
      return Optional.of(Obstacle.NOT_STARTED);
    }
    if (terms.endTime().filter(end -> !now.isBefore(end)).isPresent()) {
      return Optional.of(Obstacle.EXPIRED);
    }
    if (terms.maxUses().filter(most -> uses >= most).isPresent()) {
      return Optional.of(Obstacle.USED_UP);
    }
    if (terms.maxUsesPerCustomer().filter(most -> usesOfCustomer >= most).isPresent()) {
      return Optional.of(Obstacle.USED_UP_BY_CUSTOMER);
    }
    if (terms.currency().filter(currency -> !currency.equals(subtotal.currency())).isPresent()) {
      return Optional.of(Obstacle.OTHER_CURRENCY);
    }
    if (terms.minimumSubtotal().filter(least -> subtotal.compareTo(least) < 0).isPresent()) {
      return Optional.of(Obstacle.MINIMUM_NOT_REACHED);
    }
    return Optional.empty();
  }

  /** As if an order that it counts for had not been placed. */
  public DiscountCode withoutAUse() {
    return new DiscountCode(code, terms, Math.max(0, uses - 1), version, createTime, updateTime);
  }
}
