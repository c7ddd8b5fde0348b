package dev.souk.product.review.domain;

/**
 * That a review was written, changed or removed.
 *
 * @param review the review as it is now, or was last
 * @param removed whether it is gone
 */
public record ReviewChange(Review review, boolean removed) {}
