package dev.souk.product.catalog.domain;

import java.util.Collection;
import java.util.Map;

/**
 * What changes about products without their being changed.
 *
 * @param available units that can be ordered, by SKU
 * @param ratings what reviews say, by product
 */
public record Figures(Map<String, Integer> available, Map<String, Rating> ratings) {

  /** Where it is kept. */
  public interface Source {
    /** The figures of these products, read together. A moment old at most. */
    Figures of(Collection<Product> products);

    /** The same in their newest state. */
    Figures newest(Collection<Product> products);
  }

  /** What reviews say of the product. */
  public Rating rating(String productId) {
    return ratings.getOrDefault(productId, Rating.NONE);
  }
}
