package dev.souk.product.review.domain;

/**
 * Who reads or writes reviews.
 *
 * @param userId the user's id; empty for nobody in particular
 * @param admin whether they moderate
 */
public record Reader(String userId, boolean admin) {

  /** Whether they may see the review. */
  boolean maySee(Review review) {
    return review.isPublished() || admin || isAuthor(review);
  }

  /** Whether they wrote the review. */
  public boolean isAuthor(Review review) {
    return !userId.isEmpty() && review.userId().equals(userId);
  }

  /** Whether they may see the product. */
  boolean maySee(ReviewedProduct product) {
    return product.active() || admin || product.sellerId().equals(userId);
  }
}
