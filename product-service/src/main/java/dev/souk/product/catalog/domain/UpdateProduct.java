package dev.souk.product.catalog.domain;

import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes what is said of a product.
 *
 * <p>Fails as {@link ProductChanges} does; with {@code NOT_FOUND} for a deleted one, and for an
 * unknown category; with {@code ETAG_MISMATCH}; with {@code INVALID_FIELD}.
 */
public final class UpdateProduct {
  private final ProductChanges changes;
  private final Categories categories;
  private final Clock clock;

  /** Changes products by the clock. */
  public UpdateProduct(ProductChanges changes, Categories categories, Clock clock) {
    this.changes = changes;
    this.categories = categories;
    this.clock = clock;
  }

  /**
   * Edits the details of a product.
   *
   * @param etag what the product's must be; any where empty, and then a lost race is run again
   */
  public ProductView update(
      String productId, String etag, UnaryOperator<ProductDetails> edit, Viewer seller) {
    return changes.change(
        productId, seller, before -> edited(before.requirePresent().requireEtag(etag), edit));
  }

  private Product edited(Product before, UnaryOperator<ProductDetails> edit) {
    ProductDetails details = edit.apply(before.details());
    details.check();
    List<String> filed = categories.filed(details.categoryIds(), before.details().categoryIds());
    return before.with(details, filed, clock.instant());
  }
}
