package dev.souk.product.catalog.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Products as they are, each with its stock figures. */
public final class LiveProductViews implements ProductViews {
  private final Products products;
  private final Availability availability;

  /** Shows products kept there. */
  public LiveProductViews(Products products, Availability availability) {
    this.products = products;
    this.availability = availability;
  }

  @Override
  public Optional<ProductView> find(String productId) {
    return products.find(productId).map(this::of);
  }

  /** A product with its stock figures. */
  ProductView of(Product product) {
    return of(List.of(product)).getFirst();
  }

  /** Products with their stock figures, read together. */
  public List<ProductView> of(List<Product> shown) {
    Map<String, Integer> available =
        availability.of(shown.stream().flatMap(product -> product.skus().stream()).toList());
    return shown.stream().map(product -> new ProductView(product, available)).toList();
  }
}
