package dev.souk.product.catalog.domain;

/**
 * A shelf of the shop.
 *
 * @param categoryId its id
 * @param name unique whatever its case
 */
public record Category(String categoryId, String name) {}
