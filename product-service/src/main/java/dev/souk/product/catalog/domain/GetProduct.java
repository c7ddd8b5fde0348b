package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;

/** One product. Fails with {@code NOT_FOUND} when there is none or the viewer may not see it. */
public final class GetProduct {
  private final ProductViews views;
  private final Products products;

  /** Reads products there. */
  public GetProduct(ProductViews views, Products products) {
    this.views = views;
    this.products = products;
  }

  /** The product with the id. */
  public ProductView byId(String productId, Viewer viewer) {
    return views
        .find(productId)
        .filter(view -> viewer.maySee(view.product()))
        .orElseThrow(() -> Errors.notFound("product", productId));
  }

  /** The product that has the slug. */
  public ProductView bySlug(String slug, Viewer viewer) {
    return products
        .idOfSlug(slug)
        .flatMap(views::find)
        .filter(view -> viewer.maySee(view.product()))
        .orElseThrow(() -> Errors.notFound("slug", slug));
  }

  /** The product that has a variant with the SKU. */
  public ProductView bySku(String sku, Viewer viewer) {
    return products
        .idOfSku(sku)
        .flatMap(views::find)
        .filter(view -> viewer.maySee(view.product()))
        .orElseThrow(() -> Errors.notFound("SKU", sku));
  }
}
