package dev.souk.order.pricing;

import dev.souk.kit.money.Amount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The tax of one rate.
 *
 * @param rate the rate
 * @param charged what is charged for the lines of the rate, before a tax that comes on top
 * @param tax the sum of their taxes
 */
public record TaxSum(TaxRate rate, Amount charged, Amount tax) {
  private static final Comparator<TaxRate> HIGHEST_FIRST =
      Comparator.comparing((TaxRate rate) -> rate.percent().value())
          .reversed()
          .thenComparing(TaxRate::name);

  /** The sums by rate, the highest first. */
  public static List<TaxSum> of(Stream<TaxSum> parts) {
    Map<TaxRate, TaxSum> sums = new TreeMap<>(HIGHEST_FIRST);
    parts.forEach(part -> sums.merge(part.rate, part, TaxSum::plus));
    return List.copyOf(sums.values());
  }

  private TaxSum plus(TaxSum other) {
    return new TaxSum(rate, charged.plus(other.charged), tax.plus(other.tax));
  }
}
