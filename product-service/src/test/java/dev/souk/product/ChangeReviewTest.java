package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.product.inventory.Together;
import dev.souk.product.v1.ListReviewsRequest;
import dev.souk.product.v1.ListReviewsRequest.Order;
import dev.souk.product.v1.ModerateReviewRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.Review;
import dev.souk.product.v1.Review.State;
import dev.souk.product.v1.ReviewServiceGrpc.ReviewServiceBlockingStub;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("42: reviews are edited, moderated and removed, and the rating follows")
class ChangeReviewTest extends ReviewShop {

  @Test
  void averages_are_rounded_half_up_to_a_decimal() {
    Product product = offer();
    for (int rating : List.of(4, 4, 4, 5)) {
      write(product, rating);
    }
    assertThat(read(product).getRating()).as("4.25").isEqualTo(4.3);
    write(product, 5);
    write(product, 3);
    write(product, 4);
    assertThat(read(product).getRating()).as("29 / 7").isEqualTo(4.1);
  }

  @Test
  void authors_edit_and_remove_their_own_and_nobody_elses() {
    Product product = offer();
    Review review = write(product, 2);
    Review edited =
        as(buyer(review))
            .updateReview(edit(review.toBuilder().setRating(5).setText("!"), "rating"));
    assertThat(edited.getRating()).isEqualTo(5);
    assertThat(edited.getText()).isEqualTo(review.getText());
    assertThat(read(product).getRating()).isEqualTo(5.0);
    assertRefused(
        Reason.ETAG_MISMATCH,
        () -> as(buyer(review)).updateReview(edit(review.toBuilder().setTitle("x"), "title")));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> as(buyer(review)).updateReview(edit(edited.toBuilder(), "user_id")));
    Review ignored =
        as(buyer(review))
            .updateReview(
                edit(
                    edited.toBuilder().setState(State.STATE_HIDDEN).setText("?"), "state", "text"));
    assertThat(ignored.getState()).isEqualTo(State.STATE_PUBLISHED);
    assertThat(ignored.getText()).isEqualTo("?");

    for (ReviewServiceBlockingStub other : List.of(as(seller), admin())) {
      assertRefused(
          Reason.RESOURCE_NOT_FOUND,
          () -> other.updateReview(edit(edited.toBuilder().clearEtag(), "title")));
      assertRefused(Reason.RESOURCE_NOT_FOUND, () -> other.deleteReview(delete(review)));
    }
    var _ = as(buyer(review)).deleteReview(delete(review));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> as(buyer(review)).deleteReview(delete(review)));
    assertThat(read(product).getReviewCount()).isZero();
    assertThat(read(product).getRating()).isZero();
    Review again = as(buyer(review)).createReview(review(product, 3));
    assertThat(list(product)).containsExactly(again);
  }

  @Test
  void a_hidden_review_is_its_authors_and_the_admins_and_does_not_count() {
    Product product = offer();
    Review review = write(product, 1);
    write(product, 5);
    assertRefused(Reason.INVALID_FIELD, () -> admin().moderateReview(hide(review, " ")));
    assertRefused(Reason.INVALID_FIELD, () -> admin().moderateReview(hide(review, "a\0b")));
    assertRefused(Reason.ROLE_REQUIRED, () -> as(seller).moderateReview(hide(review, "mine")));

    Review hidden = admin().moderateReview(hide(review, "insults"));
    assertThat(hidden.getState()).isEqualTo(State.STATE_HIDDEN);
    assertThat(admin().moderateReview(hide(review, "insults"))).isEqualTo(hidden);
    assertThat(read(product).getRating()).isEqualTo(5.0);
    assertThat(read(product).getReviewCount()).isEqualTo(1);
    assertThat(list(product)).hasSize(1).doesNotContain(hidden);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> anybody().getReview(get(review)));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> as(seller).getReview(get(review)));
    assertThat(as(buyer(review)).getReview(get(review)).getModerationReason()).isEqualTo("insults");
    ListReviewsRequest hiddenOnes =
        listing(product, Order.ORDER_BEST, 20, "").toBuilder().setState(State.STATE_HIDDEN).build();
    assertThat(admin().listReviews(hiddenOnes).getReviewsList()).containsExactly(hidden);
    assertRefused(Reason.TOKEN_MISSING, () -> anybody().listReviews(hiddenOnes));
    assertRefused(Reason.ROLE_REQUIRED, () -> as(seller).listReviews(hiddenOnes));

    Review edited = as(buyer(review)).updateReview(edit(hidden.toBuilder().setRating(3), "rating"));
    assertThat(edited.getState()).isEqualTo(State.STATE_HIDDEN);
    assertThat(read(product).getRating()).isEqualTo(5.0);
    Review back =
        admin()
            .moderateReview(
                ModerateReviewRequest.newBuilder()
                    .setReviewId(review.getReviewId())
                    .setState(State.STATE_PUBLISHED)
                    .setReason("settled with the author")
                    .build());
    assertThat(back.getRating()).isEqualTo(3);
    assertThat(read(product).getRating()).isEqualTo(4.0);
    assertThat(anybody().getReview(get(review)).getModerationReason()).isEmpty();
  }

  @Test
  void edits_moderation_and_removal_at_once_leave_a_rating_that_is_right() throws Exception {
    for (int round = 0; round < 5; round++) {
      Product product = offer();
      write(product, 3);
      Review review = write(product, 1);
      List<Object> outcomes =
          Together.run(
              9,
              i ->
                  switch (i % 3) {
                    case 0 ->
                        as(buyer(review))
                            .updateReview(
                                edit(review.toBuilder().clearEtag().setRating(1 + i % 5), "rating"))
                            .getReviewId();
                    case 1 -> admin().moderateReview(hide(review, "reason " + i)).getReviewId();
                    default ->
                        i == 8
                            ? as(buyer(review)).deleteReview(delete(review)).toString()
                            : as(buyer(review)).getReview(get(review)).getReviewId();
                  });
      assertThat(outcomes)
          .allMatch(outcome ->
              outcome.equals("")
                  || outcome.equals("RESOURCE_NOT_FOUND")
                  || outcome.equals(review.getReviewId()));
      assertThat(read(product).getRating()).isEqualTo(3.0);
      assertThat(audit.violations()).isEmpty();
    }
  }
}
