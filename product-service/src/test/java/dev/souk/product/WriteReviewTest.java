package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.product.inventory.Together;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ListReviewsRequest.Order;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.Review;
import dev.souk.product.v1.Review.State;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("42: reviews are written by those who were delivered the product, once")
class WriteReviewTest extends ReviewShop {

  @Test
  void who_was_delivered_a_product_reviews_it_and_its_rating_says_so_at_once() {
    Product product = offer();
    assertThat(product.getRating()).isZero();
    others.buyers().deliver(buyer, product.getProductId());

    Review review = as(buyer).createReview(review(product, 4, "Fine", "Keeps me warm."));
    assertThat(review.getReviewId()).startsWith("rev_");
    assertThat(review.getProductId()).isEqualTo(product.getProductId());
    assertThat(review.getAuthor()).isEqualTo("Ada L.");
    assertThat(review.getState()).isEqualTo(State.STATE_PUBLISHED);
    assertThat(anybody().getReview(get(review))).isEqualTo(review);
    assertThat(list(product)).containsExactly(review);
    assertThat(review.toString()).doesNotContain(buyer);

    Product read = read(product);
    assertThat(read.getRating()).isEqualTo(4.0);
    assertThat(read.getReviewCount()).isEqualTo(1);
    assertThat(read.getEtag()).isEqualTo(product.getEtag());
    Product listed =
        ProductServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()))
            .listProducts(ListProductsRequest.newBuilder().setSellerId(seller).build())
            .getProducts(0);
    assertThat(listed).isEqualTo(read);
  }

  @Test
  void who_was_not_delivered_it_does_not_nor_does_its_seller() {
    Product product = offer();
    assertRefused(Reason.PURCHASE_REQUIRED, () -> as(buyer).createReview(review(product, 5)));
    others.buyers().deliver(seller, product.getProductId());
    assertRefused(Reason.OWN_PRODUCT, () -> as(seller).createReview(review(product, 5)));
    assertRefused(Reason.TOKEN_MISSING, () -> anybody().createReview(review(product, 5)));
    others.buyers().away(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> as(buyer).createReview(review(product, 5)));
    assertThat(list(product)).isEmpty();
  }

  @Test
  void drafts_and_unknown_products_have_no_reviews() {
    Product draft = create(ProductStatus.PRODUCT_STATUS_DRAFT);
    others.buyers().deliver(buyer, draft.getProductId());
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> as(buyer).createReview(review(draft, 5)));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> list(draft));
    assertThat(as(seller).listReviews(listing(draft, Order.ORDER_NEWEST, 20, "")).getReviewsList())
        .isEmpty();
    Product none = draft.toBuilder().setProductId("prd_1").build();
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> list(none));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> as(buyer).createReview(review(none, 5)));
  }

  @Test
  void ratings_titles_and_texts_have_limits_and_markup_is_text() {
    Product product = offer();
    others.buyers().deliver(buyer, product.getProductId());
    for (int rating : List.of(0, 6, -1, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
      assertRefused(Reason.INVALID_FIELD, () -> as(buyer).createReview(review(product, rating)));
    }
    assertRefused(
        Reason.INVALID_FIELD,
        () -> as(buyer).createReview(review(product, 5, "x".repeat(121), "")));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> as(buyer).createReview(review(product, 5, "", "x".repeat(5001))));
    assertRefused(
        Reason.INVALID_FIELD, () -> as(buyer).createReview(review(product, 5, "a\0b", "")));
    assertRefused(
        Reason.INVALID_FIELD, () -> as(buyer).createReview(review(product, 5, "", "a\0b")));

    String title = "👒".repeat(120);
    String text = "<script>alert(1)</script>\u202e ﷽ é" + "ß".repeat(4_900);
    Review review = as(buyer).createReview(review(product, 5, title, text));
    assertThat(anybody().getReview(get(review)).getTitle()).isEqualTo(title);
    assertThat(anybody().getReview(get(review)).getText()).isEqualTo(text);

    assertRefused(
        Reason.INVALID_FIELD,
        () -> as(buyer).updateReview(edit(review.toBuilder().setText("a\0b"), "text")));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> as(buyer).updateReview(edit(review.toBuilder().setTitle("a\0b"), "title")));

    for (int rating : List.of(0, 6)) {
      assertRefused(
          Reason.INVALID_FIELD,
          () -> as(buyer).updateReview(edit(review.toBuilder().setRating(rating), "rating")));
    }
  }

  @Test
  void a_customer_reviews_a_product_once_however_often_they_post() throws Exception {
    Product product = offer();
    others.buyers().deliver(buyer, product.getProductId());

    List<Object> outcomes =
        Together.run(8, i -> as(buyer).createReview(review(product, 1 + i % 5)).getReviewId());

    assertThat(outcomes).filteredOn(outcome -> outcome.toString().startsWith("rev_")).hasSize(1);
    assertThat(outcomes).filteredOn("REVIEW_EXISTS"::equals).hasSize(7);
    Review kept = list(product).getFirst();
    assertThat(
            assertRefused(Reason.REVIEW_EXISTS, () -> as(buyer).createReview(review(product, 1)))
                .status()
                .getMessage())
        .contains(kept.getReviewId());
    assertThat(read(product).getReviewCount()).isEqualTo(1);
  }

  @Test
  void fifty_reviewers_at_once_all_count() throws Exception {
    Product product = offer();
    List<String> buyers = IntStream.range(0, 50).mapToObj(i -> IDS.next("usr")).toList();
    buyers.forEach(user -> others.buyers().deliver(user, product.getProductId()));

    List<Object> outcomes =
        Together.run(
            51,
            i ->
                i == 50
                    ? rename(product).getName()
                    : as(buyers.get(i)).createReview(review(product, 1 + i % 5)).getReviewId());

    assertThat(outcomes.subList(0, 50)).allMatch(outcome -> outcome.toString().startsWith("rev_"));
    assertThat(outcomes.get(50)).isEqualTo("Cap");
    assertThat(list(product)).hasSize(50);
    assertThat(read(product).getRating()).isEqualTo(3.0);
    assertThat(read(product).getReviewCount()).isEqualTo(50);
  }
}
