package dev.souk.product.search.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How many of the products found have which value.
 *
 * @param name what was counted
 * @param buckets the values
 */
public record FacetCounts(FacetName name, List<Bucket> buckets) {
  /** How many values are told of. */
  public static final int MOST = 50;

  /** How many products have a value. */
  public record Bucket(String value, long count) {}

  /** The most frequent values, of equally frequent ones the first in the alphabet. */
  public static FacetCounts mostFrequent(FacetName name, Map<String, Long> counts) {
    return new FacetCounts(
        name,
        counts.entrySet().stream()
            .map(entry -> new Bucket(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparing(Bucket::count, Comparator.reverseOrder())
                    .thenComparing(Bucket::value))
            .limit(MOST)
            .toList());
  }

  /** Prices from low to high, of bands that have any. */
  public static FacetCounts prices(List<Bucket> bands) {
    return new FacetCounts(
        FacetName.PRICE, bands.stream().filter(bucket -> bucket.count() > 0).toList());
  }
}
