package dev.souk.product.catalog.domain;

import java.time.Instant;

/**
 * Products that are to be filed under the ancestors that their categories have now.
 *
 * @param categoryId those under this category; all where empty
 * @param since when their ancestors changed
 * @param list the status of those that are being read
 * @param after the product that was read last; empty where the list begins
 * @param begun when the reading under way began, or is to begin
 */
public record Filing(String categoryId, Instant since, String list, String after, Instant begun) {
  private static final String FIRST_LIST = ProductStatus.DRAFT.name();

  /** From the first product on. */
  public static Filing starting(String categoryId, Instant since) {
    return new Filing(categoryId, since, FIRST_LIST, "", since);
  }

  /** The same, come this far. */
  Filing at(String newList, String newAfter) {
    return new Filing(categoryId, since, newList, newAfter, begun);
  }

  /** The same, to be read once more. */
  Filing again(Instant begin) {
    return new Filing(categoryId, since, FIRST_LIST, "", begin);
  }
}
