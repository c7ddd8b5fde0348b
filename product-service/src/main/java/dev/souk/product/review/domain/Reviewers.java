package dev.souk.product.review.domain;

/** Those who write reviews. */
public interface Reviewers {
  /**
   * How a user is called in public: first name and initial, never an e-mail address; may be empty.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when that cannot be told
   */
  String nameOf(String userId);
}
