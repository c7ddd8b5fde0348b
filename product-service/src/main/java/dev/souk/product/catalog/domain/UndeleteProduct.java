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
  private final Clock clock;

  /** Brings products back by the clock. */
  public UndeleteProduct(ProductChanges changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /** The product that is there again. */
  public ProductView undelete(String productId, String etag, Viewer seller) {
    return changes.change(
        productId,
        seller,
        before ->
            before.isDeleted() ? before.requireEtag(etag).undeleted(clock.instant()) : before);
  }
}
