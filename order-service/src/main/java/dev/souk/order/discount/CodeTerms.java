package dev.souk.order.discount;

import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.Discount.AmountOff;
import dev.souk.order.pricing.Discount.Reduction;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What whoever runs the shop decides about a code.
 *
 * @param description what it is for, for those who run the shop
 * @param reduction what it takes off
 * @param startTime it counts from then on
 * @param endTime it counts until then
 * @param minimumSubtotal the lines cost at least so much
 * @param maxUses it counts for so many orders
 * @param maxUsesPerCustomer it counts for so many orders of one customer
 * @param combinable whether it counts beside others
 * @param disabled whether it does not count at all
 */
public record CodeTerms(
    String description,
    Reduction reduction,
    Optional<Instant> startTime,
    Optional<Instant> endTime,
    Optional<Amount> minimumSubtotal,
    Optional<Integer> maxUses,
    Optional<Integer> maxUsesPerCustomer,
    boolean combinable,
    boolean disabled) {

  /** The currency of its amounts, when it has any; the first of two that disagree. */
  public Optional<String> currency() {
    return currencies().findFirst();
  }

  /** Whether its amounts are in one currency. */
  public boolean isInOneCurrency() {
    return currencies().distinct().count() <= 1;
  }

  private Stream<String> currencies() {
    Stream<Amount> off =
        reduction instanceof AmountOff(Amount amount) ? Stream.of(amount) : Stream.empty();
    return Stream.concat(off, minimumSubtotal.stream()).map(Amount::currency);
  }
}
