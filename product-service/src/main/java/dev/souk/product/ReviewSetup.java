package dev.souk.product;

import dev.souk.product.review.api.ReviewRpcs;
import dev.souk.product.review.api.ReviewsOfUser;
import dev.souk.product.review.client.OrderServicePurchases;
import dev.souk.product.review.client.UserServiceReviewers;
import dev.souk.product.review.domain.ChangeReview;
import dev.souk.product.review.domain.EraseReviews;
import dev.souk.product.review.domain.ReadReviews;
import dev.souk.product.review.domain.WriteReview;
import dev.souk.product.review.event.ReviewEvents;
import dev.souk.product.review.store.DynamoReviews;
import io.grpc.Channel;
import java.util.function.Consumer;

/**
 * Reviews of products.
 *
 * @param userService knows how their authors are called
 * @param productChanged told the id of a product whose rating changed
 */
record ReviewSetup(Foundation base, Channel userService, Consumer<String> productChanged) {

  /** Serves them; those of one user are exported and erased with the rest of the user's data. */
  ReviewsOfUser start() {
    Channel orderService = base.server().channel(base.config().orderTarget(), "order-service");
    DynamoReviews reviews =
        new DynamoReviews(base.dynamo(), new ReviewEvents(base.events(), base.clock())::of);
    base.server()
        .serve(
            new ReviewRpcs(
                    new ReadReviews(reviews),
                    new WriteReview(
                        reviews,
                        new OrderServicePurchases(orderService),
                        new UserServiceReviewers(userService),
                        base.clock(),
                        base.ids(),
                        productChanged),
                    new ChangeReview(reviews, base.clock(), productChanged))
                .definition());
    return new ReviewsOfUser(reviews, new EraseReviews(reviews, productChanged));
  }
}
