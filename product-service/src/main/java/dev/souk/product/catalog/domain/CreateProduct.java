package dev.souk.product.catalog.domain;

import dev.souk.kit.error.CatalogErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.util.List;

/**
 * Creates a product, sold by who creates it.
 *
 * <p>Fails with {@code INVALID_FIELD}; with {@code NOT_FOUND} for an unknown category; with {@code
 * SKU_TAKEN}.
 */
public final class CreateProduct {
  private static final int ATTEMPTS = 3;

  private final Products products;
  private final Categories categories;
  private final LiveProductViews views;
  private final Clock clock;
  private final Ids ids;

  /** Creates products by the clock. */
  public CreateProduct(
      Products products, Categories categories, LiveProductViews views, Clock clock, Ids ids) {
    this.products = products;
    this.categories = categories;
    this.views = views;
    this.clock = clock;
    this.ids = ids;
  }

  /** Creates it, and shows it. */
  public ProductView create(ProductDetails details, String sellerId) {
    return views.of(written(details, sellerId));
  }

  /** Creates it. A slug that is taken, which chance makes very rare, is made again. */
  public Product written(ProductDetails details, String sellerId) {
    details.check();
    List<String> filed = categories.filed(details.categoryIds(), List.of());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Product product = product(details, filed, sellerId);
      switch (products.create(product)) {
        case ProductWrite.Written() -> {
          return product;
        }
        case ProductWrite.SkuTaken(String sku) -> throw CatalogErrors.skuTaken(sku);
        case ProductWrite.SlugTaken() -> {}
        case ProductWrite.Stale(), ProductWrite.SkuStocked(var _) ->
            throw new IllegalStateException("a new product cannot be changed");
      }
    }
    throw Errors.contention("slug");
  }

  private Product product(ProductDetails details, List<String> filed, String sellerId) {
    String id = ids.next("prd");
    return Product.created(
        id, Slug.of(details.name(), id), sellerId, details, filed, clock.instant());
  }
}
