package dev.souk.product.review.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.paging.PageTokens;
import dev.souk.product.review.domain.EraseReviews;
import dev.souk.product.review.domain.Review;
import dev.souk.product.review.domain.Reviews;
import dev.souk.product.v1.ExportReviewsRequest;
import dev.souk.product.v1.ExportReviewsResponse;
import java.util.List;
import java.util.Optional;

/** What {@code souk.product.v1.UserDataService} does with the reviews that a user wrote. */
public final class ReviewsOfUser {
  private static final int PAGE = 50;
  private static final int REMOVED_AT_ONCE = 100;

  private final Reviews reviews;
  private final EraseReviews eraseReviews;

  /** Does it with reviews kept there. */
  public ReviewsOfUser(Reviews reviews, EraseReviews eraseReviews) {
    this.reviews = reviews;
    this.eraseReviews = eraseReviews;
  }

  /** A page of them. */
  public ExportReviewsResponse export(ExportReviewsRequest request) {
    String query = "ExportReviews " + request.getUserId();
    Optional<String> after = PageTokens.decode(query, request.getPageToken());
    if (!after.map(id -> Ids.isValid("rev", id)).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    List<Review> found = reviews.of(request.getUserId(), after, PAGE + 1);
    ExportReviewsResponse.Builder page = ExportReviewsResponse.newBuilder();
    found.stream().limit(PAGE).map(ReviewMessages::complete).forEach(page::addReviews);
    if (found.size() > PAGE) {
      page.setNextPageToken(PageTokens.encode(query, found.get(PAGE - 1).reviewId()));
    }
    return page.build();
  }

  /** Removes some of them; whether there are more. */
  public boolean erase(String userId) {
    return eraseReviews.erase(userId, REMOVED_AT_ONCE);
  }
}
