package dev.souk.product.review.domain;

import java.time.Instant;

/**
 * What a customer says about a product.
 *
 * @param reviewId its id
 * @param productId the product; of one customer it has at most one review
 * @param userId who wrote it
 * @param author how that one is called in public
 * @param content what it says
 * @param state whether everybody sees it
 * @param moderationReason why it is hidden, or was published again; may be empty
 * @param createTime when it was written
 * @param updateTime when it last changed
 * @param version counts its changes, from 1
 */
public record Review(
    String reviewId,
    String productId,
    String userId,
    String author,
    ReviewContent content,
    ReviewState state,
    String moderationReason,
    Instant createTime,
    Instant updateTime,
    long version) {

  /** A review that is written now. */
  static Review written(
      String reviewId,
      String productId,
      String userId,
      String author,
      ReviewContent content,
      Instant now) {
    return new Review(
        reviewId, productId, userId, author, content, ReviewState.PUBLISHED, "", now, now, 1);
  }

  /** Changes with every change of the review. */
  public String etag() {
    return Long.toString(version);
  }

  /** Whether everybody sees it. */
  public boolean isPublished() {
    return state == ReviewState.PUBLISHED;
  }

  /** What its rating adds to the sum of its product's. */
  public int counted() {
    return isPublished() ? content.rating() : 0;
  }

  /** The review saying something else, as its next version. */
  Review with(ReviewContent changed, Instant now) {
    return next(changed, state, moderationReason, now);
  }

  /** The review moderated, as its next version. */
  Review moderated(ReviewState moderation, String reason, Instant now) {
    return next(content, moderation, reason, now);
  }

  private Review next(ReviewContent said, ReviewState seen, String reason, Instant now) {
    return new Review(
        reviewId, productId, userId, author, said, seen, reason, createTime, now, version + 1);
  }
}
