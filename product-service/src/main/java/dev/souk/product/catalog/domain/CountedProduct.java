package dev.souk.product.catalog.domain;

import java.util.Set;

/**
 * Where a product is counted.
 *
 * @param productId the product's id
 * @param own the categories that it is counted in themselves
 * @param subtree those and the ones above them
 * @param version counts the changes of this; 0 before the first
 */
public record CountedProduct(String productId, Set<String> own, Set<String> subtree, long version) {

  /** Where the product is to be counted now, as the next version. */
  CountedProduct next(Set<String> newOwn, Set<String> newSubtree) {
    return new CountedProduct(productId, newOwn, newSubtree, version + 1);
  }
}
