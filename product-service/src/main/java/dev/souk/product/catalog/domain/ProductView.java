package dev.souk.product.catalog.domain;

import java.util.Map;

/**
 * A product with what is left of it.
 *
 * @param product the product
 * @param available units that can be ordered, by SKU
 */
public record ProductView(Product product, Map<String, Integer> available) {}
