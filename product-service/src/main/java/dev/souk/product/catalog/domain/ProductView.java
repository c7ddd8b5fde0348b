package dev.souk.product.catalog.domain;

import java.util.Map;

/**
 * A product with what is left of it and what reviews say.
 *
 * @param product the product
 * @param available units that can be ordered, by SKU
 * @param rating what reviews say
 */
public record ProductView(Product product, Map<String, Integer> available, Rating rating) {

  /** A product with its figures. */
  public ProductView(Product product, Figures figures) {
    this(product, figures.available(), figures.rating(product.productId()));
  }

  /** A product that nothing is known of besides what is left. */
  public ProductView(Product product, Map<String, Integer> available) {
    this(product, available, Rating.NONE);
  }
}
