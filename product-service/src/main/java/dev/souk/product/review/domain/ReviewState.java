package dev.souk.product.review.domain;

/** Whether everybody sees a review. */
public enum ReviewState {
  /** Everybody does, and its rating counts. */
  PUBLISHED,
  /** An administrator took it away; its rating does not count. */
  HIDDEN
}
