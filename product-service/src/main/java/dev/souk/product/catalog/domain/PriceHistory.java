package dev.souk.product.catalog.domain;

import dev.souk.kit.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The prices of a variant, as far back as {@link #lowestBeforeReduction} needs them: those that
 * ended within 30 days before the present one began. Of more than {@value #MOST} the oldest two
 * become one with the lower price, which can only make the answer lower.
 *
 * @param points at least one, oldest first; the last one is in force
 */
public record PriceHistory(List<PricePoint> points) {
  /** How far back a reduction looks: Directive 98/6/EC, article 6a, paragraph 2. */
  public static final Duration WINDOW = Duration.ofDays(30);

  static final int MOST = 30;

  /** The history of a variant without one. */
  public static PriceHistory starting(PricePoint first) {
    return new PriceHistory(List.of(first));
  }

  /** The history with another point in force. Clocks that go back do not turn it around. */
  PriceHistory then(PricePoint next) {
    PricePoint last = points.getLast();
    if (next.sameTerms(last)) {
      return this;
    }
    Instant from = next.from().isBefore(last.from()) ? last.from() : next.from();
    List<PricePoint> all = new ArrayList<>(points);
    all.add(new PricePoint(from, next.price(), next.compareAt(), next.offered()));
    Instant begin = from.minus(WINDOW);
    while (!all.get(1).from().isAfter(begin)) {
      all.removeFirst();
    }
    while (all.size() > MOST) {
      all.addFirst(merged(all.removeFirst(), all.removeFirst()));
    }
    return new PriceHistory(List.copyOf(all));
  }

  /**
   * The lowest price at which the variant was on sale in the 30 days before the reduction that is
   * in force; nothing when the price in force is not reduced, and when there was no such price.
   */
  public Optional<Amount> lowestBeforeReduction() {
    PricePoint last = points.getLast();
    List<Amount> earlier =
        points.subList(0, points.size() - 1).stream()
            .filter(PricePoint::offered)
            .map(PricePoint::price)
            .filter(price -> price.currency().equals(last.price().currency()))
            .toList();
    boolean isReduced =
        last.offered()
            && !earlier.isEmpty()
            && (last.compareAt().isPresent() || earlier.getLast().compareTo(last.price()) > 0);
    return isReduced ? earlier.stream().min(Amount::compareTo) : Optional.empty();
  }

  private static PricePoint merged(PricePoint first, PricePoint second) {
    boolean isFirst =
        first.offered()
            && (!second.offered() || first.price().minorUnits() < second.price().minorUnits());
    PricePoint kept = isFirst ? first : second;
    return new PricePoint(first.from(), kept.price(), Optional.empty(), kept.offered());
  }
}
