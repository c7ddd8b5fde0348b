package dev.souk.product.review.domain;

import dev.souk.kit.error.CatalogErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Reviews a product that was delivered to the user.
 *
 * <p>Fails with {@code NOT_FOUND} for a product that is not for sale; with {@code OWN_PRODUCT} for
 * one that the user sells; with {@code PURCHASE_REQUIRED}; with {@code REVIEW_EXISTS}; with {@code
 * DEPENDENCY_UNAVAILABLE} when it cannot be told what was delivered or how the user is called.
 */
public final class WriteReview {
  private final Reviews reviews;
  private final Purchases purchases;
  private final Reviewers reviewers;
  private final Clock clock;
  private final Ids ids;
  private final Consumer<String> productChanged;

  /** Writes reviews by the clock, and says the id of each product whose rating changed. */
  public WriteReview(
      Reviews reviews,
      Purchases purchases,
      Reviewers reviewers,
      Clock clock,
      Ids ids,
      Consumer<String> productChanged) {
    this.reviews = reviews;
    this.purchases = purchases;
    this.reviewers = reviewers;
    this.clock = clock;
    this.ids = ids;
    this.productChanged = productChanged;
  }

  /** Writes the user's review of the product. */
  public Review write(String productId, ReviewContent content, String userId) {
    requireReviewable(productId, userId);
    Review review =
        Review.written(
            ids.next("rev"),
            productId,
            userId,
            reviewers.nameOf(userId),
            content,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    switch (reviews.create(review)) {
      case Reviews.Attempt.Kept() -> productChanged.accept(productId);
      case Reviews.Attempt.Exists(String other) -> throw CatalogErrors.reviewExists(other);
      case Reviews.Attempt.ProductGone() -> throw Errors.notFound("product", productId);
    }
    return review;
  }

  private void requireReviewable(String productId, String userId) {
    ReviewedProduct product =
        reviews
            .product(productId)
            .filter(ReviewedProduct::active)
            .orElseThrow(() -> Errors.notFound("product", productId));
    if (product.sellerId().equals(userId)) {
      throw CatalogErrors.ownProduct(productId);
    }
    if (!purchases.delivered(userId, productId)) {
      throw CatalogErrors.purchaseRequired(productId);
    }
  }
}
