package dev.souk.product.catalog.domain;

/**
 * Active products of a category.
 *
 * @param own listed in it itself
 * @param subtree listed in it or in one under it, each once
 */
public record ProductCount(int own, int subtree) {
  /** Of a category that never had a product. */
  public static final ProductCount NONE = new ProductCount(0, 0);

  /** Both together. */
  public ProductCount plus(ProductCount other) {
    return new ProductCount(own + other.own, subtree + other.subtree);
  }
}
