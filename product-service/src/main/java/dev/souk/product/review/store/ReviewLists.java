package dev.souk.product.review.store;

import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.ProductsTable;
import dev.souk.product.dynamo.Write;
import dev.souk.product.review.domain.Review;
import dev.souk.product.review.domain.ReviewOrder;
import dev.souk.product.review.domain.ReviewQuery;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which lists a review stands in, by items of its own, as products do. */
public final class ReviewLists {
  private ReviewLists() {}

  /** The partition of a list. */
  static String list(ReviewQuery query) {
    String state = query.state().name();
    return query.order() == ReviewOrder.NEWEST
        ? ProductsTable.reviewList(query.productId(), state)
        : ProductsTable.ratedReviewList(query.productId(), state);
  }

  /** The keys of a review's places. */
  public static Set<Key> places(Review review) {
    String state = review.state().name();
    return Stream.of(
            ProductsTable.member(
                ProductsTable.reviewList(review.productId(), state), review.reviewId()),
            ProductsTable.member(
                ProductsTable.ratedReviewList(review.productId(), state),
                review.content().rating() + "#" + review.reviewId()),
            ProductsTable.member(ProductsTable.reviewsOf(review.userId()), review.reviewId()))
        .collect(Collectors.toUnmodifiableSet());
  }

  static Stream<Write> enter(Review review) {
    return places(review).stream().map(place -> put(place, review));
  }

  static Stream<Write> leave(Review review) {
    return places(review).stream().map(Write::delete);
  }

  static Stream<Write> move(Review before, Review after) {
    Set<Key> old = places(before);
    Set<Key> current = places(after);
    return Stream.concat(
        old.stream().filter(place -> !current.contains(place)).map(Write::delete),
        current.stream().filter(place -> !old.contains(place)).map(place -> put(place, after)));
  }

  private static Write put(Key place, Review review) {
    return Write.put(place, ItemBuilder.at(place).text(ProductsTable.REVIEW_ID, review.reviewId()));
  }
}
