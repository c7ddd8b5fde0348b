package dev.souk.product.catalog.domain;

import java.util.List;
import java.util.Optional;

/** Products as they are, each with its figures. */
public final class LiveProductViews implements ProductViews {
  private final Products products;
  private final Figures.Source figures;

  /** Shows products kept there. */
  public LiveProductViews(Products products, Figures.Source figures) {
    this.products = products;
    this.figures = figures;
  }

  @Override
  public Optional<ProductView> find(String productId) {
    return products.find(productId).map(this::of);
  }

  /** A product with its figures. */
  ProductView of(Product product) {
    return of(List.of(product)).getFirst();
  }

  /** Products with their figures, read together. */
  public List<ProductView> of(List<Product> shown) {
    Figures found = figures.of(shown);
    return shown.stream().map(product -> new ProductView(product, found)).toList();
  }
}
