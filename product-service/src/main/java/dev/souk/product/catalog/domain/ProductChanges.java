package dev.souk.product.catalog.domain;

import dev.souk.kit.error.CatalogErrors;
import dev.souk.kit.error.Errors;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Changes a product against its newest state: a lost race is run again.
 *
 * <p>Fails with {@code NOT_FOUND} when there is none or it is another seller's; with {@code
 * SKU_TAKEN}; with {@code ILLEGAL_STATE} when a variant that goes has stock or reservations; with
 * {@code CONTENTION}; and with whatever the step throws.
 */
public final class ProductChanges {
  private static final int ATTEMPTS = 10;

  private final Products products;
  private final LiveProductViews views;
  private final Consumer<String> changed;

  /** Changes products kept there, and says the id of each that it changed. */
  public ProductChanges(Products products, LiveProductViews views, Consumer<String> changed) {
    this.products = products;
    this.views = views;
    this.changed = changed;
  }

  /**
   * Writes what the step makes of the product; nothing is written when that is the product itself.
   */
  ProductView change(String productId, Viewer seller, UnaryOperator<Product> step) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Product before = read(productId, seller);
      Product after = step.apply(before);
      if (after.equals(before)) {
        return views.of(before);
      }
      switch (products.replace(before, after)) {
        case ProductWrite.Written() -> {
          changed.accept(productId);
          return views.of(after);
        }
        case ProductWrite.SkuTaken(String sku) -> throw CatalogErrors.skuTaken(sku);
        case ProductWrite.SkuStocked(String sku) ->
            throw Errors.illegalState("variant " + sku, "STOCKED", List.of());
        case ProductWrite.Stale(), ProductWrite.SlugTaken() -> {}
      }
    }
    throw Errors.contention("product");
  }

  /** The product in its newest state. */
  Product read(String productId, Viewer seller) {
    return products
        .find(productId)
        .filter(seller::mayChange)
        .orElseThrow(() -> Errors.notFound("product", productId));
  }
}
