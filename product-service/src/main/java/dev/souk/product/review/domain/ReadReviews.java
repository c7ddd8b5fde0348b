package dev.souk.product.review.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.SignInErrors;
import dev.souk.kit.identity.Identity;
import java.util.List;
import java.util.Optional;

/**
 * Shows reviews.
 *
 * <p>Fails with {@code NOT_FOUND} for what there is not, or the reader may not see; with {@code
 * TOKEN_MISSING} or {@code ROLE_REQUIRED} when others than administrators ask for hidden ones.
 */
public final class ReadReviews {
  private final Reviews reviews;

  /** Shows reviews kept there. */
  public ReadReviews(Reviews reviews) {
    this.reviews = reviews;
  }

  /** The review with the id. */
  public Review byId(String reviewId, Reader reader) {
    return reviews
        .find(reviewId)
        .filter(reader::maySee)
        .orElseThrow(() -> Errors.notFound("review", reviewId));
  }

  /** A page of a product's reviews. */
  public ReviewPage list(ReviewQuery query, Optional<String> after, int size, Reader reader) {
    if (query.state() != ReviewState.PUBLISHED && !reader.admin()) {
      throw reader.userId().isEmpty()
          ? SignInErrors.tokenMissing()
          : SignInErrors.roleRequired(List.of(Identity.ADMIN));
    }
    if (reviews.product(query.productId()).filter(reader::maySee).isEmpty()) {
      throw Errors.notFound("product", query.productId());
    }
    return reviews.list(query, after, size);
  }
}
