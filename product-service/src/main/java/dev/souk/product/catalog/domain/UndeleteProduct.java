package dev.souk.product.catalog.domain;

import java.time.Clock;

/**
 * Brings a deleted product back as it was.
 *
 * <p>Fails as {@link ProductChanges} does; with {@code ETAG_MISMATCH}. Repeating it changes
 * nothing.
 */
public final class UndeleteProduct {
  private final ProductChanges changes;
  private final Categories categories;
  private final Clock clock;

  /** Brings products back by the clock. */
  public UndeleteProduct(ProductChanges changes, Categories categories, Clock clock) {
    this.changes = changes;
    this.categories = categories;
    this.clock = clock;
  }

  /** The product that is there again. */
  public ProductView undelete(String productId, String etag, Viewer seller) {
    return changes.change(
        productId,
        seller,
        before -> before.isDeleted() ? undeleted(before.requireEtag(etag)) : before);
  }

  private Product undeleted(Product before) {
    return before.undeleted(categories.filed(before), clock.instant());
  }
}
