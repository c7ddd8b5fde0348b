package dev.souk.product.review.domain;

import dev.souk.kit.error.Errors;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Changes reviews: their authors what they say, administrators who sees them. A lost race is run
 * again on what won it.
 *
 * <p>Fails with {@code NOT_FOUND} when there is none, or for somebody else's; with {@code
 * ETAG_MISMATCH}; with {@code CONTENTION}.
 */
public final class ChangeReview {
  private static final int ATTEMPTS = 20;

  private final Reviews reviews;
  private final Clock clock;
  private final Consumer<String> productChanged;

  /** Changes reviews by the clock, and says the id of each product whose rating changed. */
  public ChangeReview(Reviews reviews, Clock clock, Consumer<String> productChanged) {
    this.reviews = reviews;
    this.clock = clock;
    this.productChanged = productChanged;
  }

  /**
   * Edits one of the author's own.
   *
   * @param etag what the review's must be; any where empty
   */
  public Review edit(
      String reviewId, String etag, UnaryOperator<ReviewContent> edit, Reader author) {
    return change(
        reviewId,
        author::isAuthor,
        etag,
        (review, now) -> review.with(edit.apply(review.content()), now));
  }

  /** Hides a review, or publishes it again; one that is so with this reason stays as it is. */
  public Review moderate(String reviewId, ReviewState state, String reason) {
    return change(
        reviewId,
        review -> true,
        "",
        (review, now) ->
            review.state() == state && review.moderationReason().equals(reason)
                ? review
                : review.moderated(state, reason, now));
  }

  /** Removes one of the author's own. */
  public void remove(String reviewId, Reader author) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Review review = read(reviewId, author::isAuthor);
      if (reviews.remove(review)) {
        productChanged.accept(review.productId());
        return;
      }
    }
    throw Errors.contention("review");
  }

  private Review change(
      String reviewId,
      Predicate<Review> allowed,
      String etag,
      BiFunction<Review, Instant, Review> change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Review before = read(reviewId, allowed);
      if (!etag.isEmpty() && !etag.equals(before.etag())) {
        throw Errors.etagMismatch(before.etag());
      }
      Review after = change.apply(before, clock.instant().truncatedTo(ChronoUnit.MILLIS));
      if (after.equals(before)) {
        return before;
      }
      if (reviews.replace(before, after)) {
        productChanged.accept(after.productId());
        return after;
      }
    }
    throw Errors.contention("review");
  }

  private Review read(String reviewId, Predicate<Review> allowed) {
    Optional<Review> found = reviews.find(reviewId);
    return found.filter(allowed).orElseThrow(() -> Errors.notFound("review", reviewId));
  }
}
