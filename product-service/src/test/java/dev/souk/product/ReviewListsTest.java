package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.product.v1.EraseUserRequest;
import dev.souk.product.v1.ListReviewsRequest.Order;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("42: reviews of a product and of a user")
class ReviewListsTest extends ReviewShop {

  @Test
  void lists_are_by_time_or_by_rating_page_by_page() {
    Product product = offer();
    List<Review> written =
        IntStream.range(0, 7).mapToObj(i -> write(product, 1 + i * 3 % 5)).toList();
    assertThat(pages(product, Order.ORDER_NEWEST)).isEqualTo(written.reversed());
    List<Review> best = pages(product, Order.ORDER_BEST);
    assertThat(best).containsExactlyInAnyOrderElementsOf(written);
    assertThat(best).extracting(Review::getRating).isSortedAccordingTo((a, b) -> b - a);
    assertThat(pages(product, Order.ORDER_WORST)).isEqualTo(best.reversed());

    String token =
        anybody().listReviews(listing(product, Order.ORDER_BEST, 2, "")).getNextPageToken();
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () -> anybody().listReviews(listing(product, Order.ORDER_WORST, 2, token)));
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () -> anybody().listReviews(listing(offer(), Order.ORDER_BEST, 2, token)));
  }

  @Test
  void a_users_reviews_are_exported_and_go_with_the_account() {
    List<Review> written = new ArrayList<>();
    Product last = offer();
    for (int i = 0; i < 51; i++) {
      last = offer();
      others.buyers().deliver(buyer, last.getProductId());
      written.addFirst(as(buyer).createReview(review(last, 5)));
    }
    Review kept = write(last, 1);
    Review hidden = admin().moderateReview(hide(written.getFirst(), "advertising"));
    written.set(0, hidden);
    assertThat(export(buyer)).isEqualTo(written);
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> userData("order-service").exportReviews(exporting(buyer, "")));

    EraseUserRequest erasure = EraseUserRequest.newBuilder().setUserId(buyer).build();
    assertThat(userData("user-service").eraseUser(erasure).getMore()).isFalse();
    assertThat(userData("user-service").eraseUser(erasure).getMore()).isFalse();
    assertThat(export(buyer)).isEmpty();
    assertThat(list(last)).containsExactly(kept);
    assertThat(read(last).getRating()).isEqualTo(1.0);
    assertThat(audit.authors()).doesNotContain(buyer);
  }
}
