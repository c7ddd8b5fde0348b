package dev.souk.product.catalog.domain;

/**
 * Which products to list.
 *
 * @param categoryId only those in this category or in one under it; any where empty
 * @param sellerId only this seller's; anybody's where empty
 * @param status only those of this status
 * @param featured only those that the shop shows off
 * @param deleted only those that are deleted, whatever their status; of a seller, or of a category
 *     itself
 */
public record ProductQuery(
    String categoryId, String sellerId, ProductStatus status, boolean featured, boolean deleted) {

  /** Products that are there. */
  public ProductQuery(String categoryId, String sellerId, ProductStatus status) {
    this(categoryId, sellerId, status, false, false);
  }

  /** The deleted products of a seller. */
  public static ProductQuery deletedOf(String sellerId) {
    return new ProductQuery("", sellerId, ProductStatus.ACTIVE, false, true);
  }

  /** The deleted products of a category itself. */
  static ProductQuery deletedIn(String categoryId) {
    return new ProductQuery(categoryId, "", ProductStatus.ACTIVE, false, true);
  }

  /** Whether a product is one of those. */
  boolean matches(Product product) {
    return product.isDeleted() == deleted
        && (deleted || product.details().status() == status)
        && (!featured || product.details().featured())
        && (sellerId.isEmpty() || product.sellerId().equals(sellerId))
        && (categoryId.isEmpty() || product.filed().contains(categoryId));
  }

  /** Whether everybody may see them. */
  boolean isPublic() {
    return status == ProductStatus.ACTIVE && !deleted;
  }
}
