package dev.souk.product.review.api;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import dev.souk.kit.error.Errors;
import dev.souk.product.catalog.domain.StorableText;
import dev.souk.product.review.domain.ReviewContent;
import dev.souk.product.review.domain.ReviewOrder;
import dev.souk.product.review.domain.ReviewState;
import dev.souk.product.v1.ListReviewsRequest;
import dev.souk.product.v1.Review;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reviews as messages. */
final class ReviewMessages {
  private static final Set<String> EDITABLE = Set.of("rating", "title", "text");
  private static final Set<String> OUTPUT_ONLY =
      Set.of(
          "review_id",
          "product_id",
          "author",
          "state",
          "moderation_reason",
          "create_time",
          "update_time",
          "etag");

  private ReviewMessages() {}

  /** The review as everybody sees it. */
  static Review published(dev.souk.product.review.domain.Review review) {
    return complete(review).toBuilder().clearModerationReason().build();
  }

  /** The review as its author and administrators see it. */
  static Review complete(dev.souk.product.review.domain.Review review) {
    return Review.newBuilder()
        .setReviewId(review.reviewId())
        .setProductId(review.productId())
        .setAuthor(review.author())
        .setRating(review.content().rating())
        .setTitle(review.content().title())
        .setText(review.content().text())
        .setState(state(review.state()))
        .setModerationReason(review.moderationReason())
        .setCreateTime(timestamp(review.createTime()))
        .setUpdateTime(timestamp(review.updateTime()))
        .setEtag(review.etag())
        .build();
  }

  static ReviewContent content(Review message) {
    StorableText.require("review.title", message.getTitle());
    StorableText.require("review.text", message.getText());
    return new ReviewContent(message.getRating(), message.getTitle(), message.getText());
  }

  /** Takes the fields that the mask names from the message; output-only ones are ignored. */
  static UnaryOperator<ReviewContent> edit(Review message, FieldMask mask) {
    Set<String> named = new HashSet<>(mask.getPathsList());
    named.removeAll(OUTPUT_ONLY);
    if (mask.getPathsList().isEmpty() || !EDITABLE.containsAll(named)) {
      throw Errors.invalid("updateMask", "must name rating, title or text");
    }
    if (named.contains("rating") && message.getRating() == 0) {
      throw Errors.invalid("review.rating", "must be 1 to 5");
    }
    ReviewContent sent = content(message);
    return current ->
        new ReviewContent(
            named.contains("rating") ? sent.rating() : current.rating(),
            named.contains("title") ? sent.title() : current.title(),
            named.contains("text") ? sent.text() : current.text());
  }

  static ReviewState state(Review.State state) {
    return state == Review.State.STATE_HIDDEN ? ReviewState.HIDDEN : ReviewState.PUBLISHED;
  }

  static ReviewOrder order(ListReviewsRequest.Order order) {
    return switch (order) {
      case ORDER_BEST -> ReviewOrder.BEST;
      case ORDER_WORST -> ReviewOrder.WORST;
      default -> ReviewOrder.NEWEST;
    };
  }

  private static Review.State state(ReviewState state) {
    return switch (state) {
      case PUBLISHED -> Review.State.STATE_PUBLISHED;
      case HIDDEN -> Review.State.STATE_HIDDEN;
    };
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
