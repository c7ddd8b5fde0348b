package dev.souk.product.review.domain;

import java.util.List;
import java.util.Optional;

/**
 * Where reviews are kept. Each change is one transaction with the rating of the product, and is
 * refused when the review is not as it was read.
 */
public interface Reviews {

  /** How an attempt to write a new review ended. */
  sealed interface Attempt {
    /** It was kept. */
    record Kept() implements Attempt {}

    /** Nothing was done: the user reviewed the product before. */
    record Exists(String reviewId) implements Attempt {}

    /** Nothing was done: the product is not for sale any more. */
    record ProductGone() implements Attempt {}
  }

  /** The product in its newest state. */
  Optional<ReviewedProduct> product(String productId);

  /** The review in its newest state. */
  Optional<Review> find(String reviewId);

  /** Keeps a new review. */
  Attempt create(Review review);

  /** Puts the next version in the place of a review; false when it was changed meanwhile. */
  boolean replace(Review before, Review after);

  /** Removes a review; false when it was changed meanwhile. */
  boolean remove(Review review);

  /**
   * A page of a list.
   *
   * @param after the position that it continues after; the first page where nothing
   */
  ReviewPage list(ReviewQuery query, Optional<String> after, int size);

  /**
   * Reviews that a user wrote, newest first.
   *
   * @param after the id of the review that they come after
   */
  List<Review> of(String userId, Optional<String> after, int limit);
}
