package dev.souk.product.review.domain;

/** What was bought. */
public interface Purchases {
  /**
   * Whether a delivered order of the user has the product.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when that cannot be told
   */
  boolean delivered(String userId, String productId);
}
