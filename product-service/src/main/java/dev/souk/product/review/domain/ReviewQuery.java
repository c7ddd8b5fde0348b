package dev.souk.product.review.domain;

/**
 * Which reviews are asked for.
 *
 * @param productId the product's
 * @param state in this state
 * @param order in this order
 */
public record ReviewQuery(String productId, ReviewState state, ReviewOrder order) {}
