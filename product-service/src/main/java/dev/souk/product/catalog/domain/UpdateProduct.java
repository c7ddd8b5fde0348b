package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Changes a product.
 *
 * <p>Fails with {@code NOT_FOUND} when there is none, for another seller's, and for an unknown
 * category; with {@code ETAG_MISMATCH}; with {@code INVALID_FIELD}; with {@code SKU_TAKEN}; with
 * {@code ILLEGAL_STATE} when a variant that goes has stock or reservations.
 */
public final class UpdateProduct {
  private static final int ATTEMPTS = 10;

  private final Products products;
  private final Categories categories;
  private final LiveProductViews views;
  private final Clock clock;
  private final Consumer<String> changed;

  /** Changes products by the clock, and says the id of each that it changed. */
  public UpdateProduct(
      Products products,
      Categories categories,
      LiveProductViews views,
      Clock clock,
      Consumer<String> changed) {
    this.products = products;
    this.categories = categories;
    this.views = views;
    this.clock = clock;
    this.changed = changed;
  }

  /**
   * Edits the details of a product.
   *
   * @param etag what the product's must be; any where empty, and then a lost race is run again
   */
  public ProductView update(
      String productId, String etag, UnaryOperator<ProductDetails> edit, Viewer seller) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Product before = read(productId, etag, seller);
      Product after = edited(before, edit);
      switch (products.replace(before, after)) {
        case ProductWrite.Written() -> {
          changed.accept(productId);
          return views.of(after);
        }
        case ProductWrite.SkuTaken(String sku) -> throw Errors.skuTaken(sku);
        case ProductWrite.SkuStocked(String sku) ->
            throw Errors.illegalState("variant " + sku, "STOCKED", List.of());
        case ProductWrite.Stale(), ProductWrite.SlugTaken() -> {}
      }
    }
    throw Errors.contention("product");
  }

  private Product read(String productId, String etag, Viewer seller) {
    Product current =
        products
            .find(productId)
            .filter(seller::mayChange)
            .orElseThrow(() -> Errors.notFound("product", productId));
    if (!etag.isEmpty() && !etag.equals(current.etag())) {
      throw Errors.etagMismatch(current.etag());
    }
    return current;
  }

  private Product edited(Product before, UnaryOperator<ProductDetails> edit) {
    ProductDetails details = edit.apply(before.details());
    details.check();
    categories.require(details.categoryIds());
    return before.with(details, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }
}
