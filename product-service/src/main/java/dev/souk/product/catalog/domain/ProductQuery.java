package dev.souk.product.catalog.domain;

/**
 * Which products to list.
 *
 * @param categoryId only those in this category; any where empty
 * @param sellerId only this seller's; anybody's where empty
 * @param status only those of this status
 */
public record ProductQuery(String categoryId, String sellerId, ProductStatus status) {

  /** Whether a product is one of those. */
  boolean matches(Product product) {
    return product.details().status() == status
        && (sellerId.isEmpty() || product.sellerId().equals(sellerId))
        && (categoryId.isEmpty() || product.details().categoryIds().contains(categoryId));
  }
}
