package dev.souk.product.catalog.domain;

/**
 * Who looks at or changes the catalog.
 *
 * @param userId the user's id; empty for nobody in particular
 * @param admin whether they may see and change everybody's products
 */
public record Viewer(String userId, boolean admin) {
  /** Somebody of whom nothing is known. */
  public static final Viewer PUBLIC = new Viewer("", false);

  /** Whether the product is theirs to change. */
  boolean mayChange(Product product) {
    return mayChangeAllOf(product.sellerId());
  }

  /** Whether they may know of the product. */
  boolean maySee(Product product) {
    return !product.isDeleted() && (product.isActive() || mayChange(product));
  }

  /** Whether all of the seller's products are theirs to change. */
  boolean mayChangeAllOf(String sellerId) {
    return admin || (!userId.isEmpty() && userId.equals(sellerId));
  }
}
