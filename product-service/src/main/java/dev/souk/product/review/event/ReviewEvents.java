package dev.souk.product.review.event;

import com.google.protobuf.Message;
import dev.souk.event.v1.ReviewChanged;
import dev.souk.event.v1.ReviewDeleted;
import dev.souk.product.outbox.OutboxEvent;
import dev.souk.product.outbox.OutboxEvents;
import dev.souk.product.review.domain.Review;
import dev.souk.product.review.domain.ReviewChange;
import java.time.Clock;

/** The events of reviews: each change of a review is one, with the review's version. */
public final class ReviewEvents {
  /** The topic of everything that happens to reviews. */
  public static final String TOPIC = "souk.reviews";

  private final OutboxEvents events;
  private final Clock clock;

  /** Makes events there by the clock. */
  public ReviewEvents(OutboxEvents events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** What has become of a review. Its removal is one version more than what it was last. */
  public OutboxEvent of(ReviewChange change) {
    Review review = change.review();
    return events.of(
        TOPIC,
        review.reviewId(),
        change.removed() ? review.version() + 1 : review.version(),
        clock.instant(),
        change.removed() ? deleted(review) : changed(review));
  }

  private static Message changed(Review review) {
    return ReviewChanged.newBuilder()
        .setProductId(review.productId())
        .setRating(review.content().rating())
        .setPublished(review.isPublished())
        .build();
  }

  private static Message deleted(Review review) {
    return ReviewDeleted.newBuilder().setProductId(review.productId()).build();
  }
}
