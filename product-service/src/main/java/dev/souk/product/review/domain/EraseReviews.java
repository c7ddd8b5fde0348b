package dev.souk.product.review.domain;

import dev.souk.kit.error.Errors;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Removes what a user wrote whose account is gone: nobody can tell whether a text says whose it is.
 * Fails with {@code CONTENTION}.
 */
public final class EraseReviews {
  private static final int ATTEMPTS = 20;

  private final Reviews reviews;
  private final Consumer<String> productChanged;

  /** Removes reviews, and says the id of each product whose rating changed. */
  public EraseReviews(Reviews reviews, Consumer<String> productChanged) {
    this.reviews = reviews;
    this.productChanged = productChanged;
  }

  /** Removes at most so many reviews of the user; whether there are more. */
  public boolean erase(String userId, int most) {
    List<Review> found = reviews.of(userId, Optional.empty(), most + 1);
    found.stream().limit(most).map(Review::reviewId).forEach(this::remove);
    return found.size() > most;
  }

  private void remove(String reviewId) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Review> review = reviews.find(reviewId);
      if (review.isEmpty()) {
        return;
      }
      if (reviews.remove(review.get())) {
        productChanged.accept(review.get().productId());
        return;
      }
    }
    throw Errors.contention("review");
  }
}
