package dev.souk.product.catalog.domain;

import java.util.Collection;
import java.util.Map;

/** Where it is kept how many products categories have. */
public interface CategoryCounts {

  /** The counts of the categories, as far as there are any. */
  Map<String, ProductCount> of(Collection<String> categoryIds);

  /** Where each of the products is counted, those that are not counted anywhere included. */
  Map<String, CountedProduct> counted(Collection<String> productIds);

  /**
   * Counts products elsewhere, all or none of them.
   *
   * @param after where they are to be counted, by where they were
   * @return false, and nothing done, when one is not counted any more as it was
   */
  boolean count(Map<CountedProduct, CountedProduct> after);
}
