package dev.souk.product.catalog.domain;

import java.util.List;

/**
 * A category as it is shown.
 *
 * @param category the category
 * @param ancestors the categories above it, from the top down
 * @param products how many active products it has
 */
public record CategoryView(Category category, List<Category> ancestors, ProductCount products) {}
