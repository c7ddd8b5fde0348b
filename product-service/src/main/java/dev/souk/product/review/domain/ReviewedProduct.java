package dev.souk.product.review.domain;

/**
 * What reviews need to know of a product.
 *
 * @param productId its id
 * @param sellerId who sells it
 * @param active whether everybody may see and buy it
 */
public record ReviewedProduct(String productId, String sellerId, boolean active) {}
