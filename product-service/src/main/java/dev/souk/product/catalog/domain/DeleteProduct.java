package dev.souk.product.catalog.domain;

import java.time.Clock;

/**
 * Hides a product from everybody, and keeps all that it takes to bring it back: its SKUs, slug,
 * pictures and stock. Reservations do not stand in its way: they belong to orders under way, which
 * end as if the product were there.
 *
 * <p>Fails as {@link ProductChanges} does; with {@code ETAG_MISMATCH}. Repeating it changes
 * nothing.
 */
public final class DeleteProduct {
  private final ProductChanges changes;
  private final Clock clock;

  /** Deletes products by the clock. */
  public DeleteProduct(ProductChanges changes, Clock clock) {
    this.changes = changes;
    this.clock = clock;
  }

  /** The deleted product. */
  public ProductView delete(String productId, String etag, Viewer seller) {
    return changes.change(
        productId,
        seller,
        before -> before.isDeleted() ? before : before.requireEtag(etag).deleted(clock.instant()));
  }
}
