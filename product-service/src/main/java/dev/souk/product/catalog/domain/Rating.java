package dev.souk.product.catalog.domain;

/**
 * What the published reviews of a product say.
 *
 * @param sum of their ratings, each 1 to 5
 * @param count how many there are
 */
public record Rating(long sum, int count) {
  /** That of a product without reviews. */
  public static final Rating NONE = new Rating(0, 0);

  /** The average rounded half up to one decimal: 4.25 is 4.3; 0 without reviews. */
  public double average() {
    if (count == 0) {
      return 0;
    }
    // Counted in tenths, so that no binary fraction stands between 4.25 and its rounding.
    long tenths = (20 * sum + count) / (2L * count);
    return tenths / 10.0;
  }
}
