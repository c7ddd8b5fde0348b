package dev.souk.product.review.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.paging.PageSize;
import dev.souk.kit.paging.PageTokens;
import dev.souk.kit.server.Rpc;
import dev.souk.product.catalog.domain.StorableText;
import dev.souk.product.review.domain.ChangeReview;
import dev.souk.product.review.domain.ReadReviews;
import dev.souk.product.review.domain.Reader;
import dev.souk.product.review.domain.ReviewOrder;
import dev.souk.product.review.domain.ReviewPage;
import dev.souk.product.review.domain.ReviewQuery;
import dev.souk.product.review.domain.WriteReview;
import dev.souk.product.v1.CreateReviewRequest;
import dev.souk.product.v1.DeleteReviewRequest;
import dev.souk.product.v1.DeleteReviewResponse;
import dev.souk.product.v1.GetReviewRequest;
import dev.souk.product.v1.ListReviewsRequest;
import dev.souk.product.v1.ListReviewsResponse;
import dev.souk.product.v1.ModerateReviewRequest;
import dev.souk.product.v1.Review;
import dev.souk.product.v1.ReviewServiceGrpc;
import dev.souk.product.v1.UpdateReviewRequest;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serves {@code souk.product.v1.ReviewService}. */
public final class ReviewRpcs {
  private static final Pattern RATED = Pattern.compile("[1-5]#(.*)");

  private final ReadReviews readReviews;
  private final WriteReview writeReview;
  private final ChangeReview changeReview;

  /** Serves the use cases. */
  public ReviewRpcs(ReadReviews readReviews, WriteReview writeReview, ChangeReview changeReview) {
    this.readReviews = readReviews;
    this.writeReview = writeReview;
    this.changeReview = changeReview;
  }

  /** The methods, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(ReviewServiceGrpc.getServiceDescriptor())
        .unary(ReviewServiceGrpc.getListReviewsMethod(), this::list)
        .unary(ReviewServiceGrpc.getGetReviewMethod(), this::get)
        .unary(ReviewServiceGrpc.getCreateReviewMethod(), this::create)
        .unary(ReviewServiceGrpc.getUpdateReviewMethod(), this::update)
        .unary(ReviewServiceGrpc.getDeleteReviewMethod(), this::delete)
        .unary(ReviewServiceGrpc.getModerateReviewMethod(), this::moderate)
        .build();
  }

  private ListReviewsResponse list(ListReviewsRequest request) {
    ReviewQuery query =
        new ReviewQuery(
            product(request.getProductId()),
            ReviewMessages.state(request.getState()),
            ReviewMessages.order(request.getOrder()));
    String fingerprint = "ListReviews " + query;
    Optional<String> after = PageTokens.decode(fingerprint, request.getPageToken());
    if (!after.map(position -> isPosition(query.order(), position)).orElse(true)) {
      throw Errors.pageTokenInvalid();
    }
    Reader reader = reader();
    ReviewPage page = readReviews.list(query, after, PageSize.of(request.getPageSize()), reader);
    return ListReviewsResponse.newBuilder()
        .addAllReviews(page.reviews().stream().map(review -> shown(review, reader)).toList())
        .setNextPageToken(page.last().map(last -> PageTokens.encode(fingerprint, last)).orElse(""))
        .build();
  }

  private Review get(GetReviewRequest request) {
    Reader reader = reader();
    return shown(readReviews.byId(review(request.getReviewId()), reader), reader);
  }

  private Review create(CreateReviewRequest request) {
    return ReviewMessages.complete(
        writeReview.write(
            product(request.getProductId()),
            ReviewMessages.content(request.getReview()),
            Identity.current().requireUserId()));
  }

  private Review update(UpdateReviewRequest request) {
    Review review = request.getReview();
    var edit = ReviewMessages.edit(review, request.getUpdateMask());
    return ReviewMessages.complete(
        changeReview.edit(review(review.getReviewId()), review.getEtag(), edit, reader()));
  }

  private DeleteReviewResponse delete(DeleteReviewRequest request) {
    changeReview.remove(review(request.getReviewId()), reader());
    return DeleteReviewResponse.getDefaultInstance();
  }

  private Review moderate(ModerateReviewRequest request) {
    boolean hiding = request.getState() == Review.State.STATE_HIDDEN;
    if (hiding && request.getReason().isBlank()) {
      throw Errors.invalid("reason", "must say why it is hidden");
    }
    StorableText.require("reason", request.getReason());
    return ReviewMessages.complete(
        changeReview.moderate(
            review(request.getReviewId()),
            ReviewMessages.state(request.getState()),
            request.getReason()));
  }

  private static Review shown(dev.souk.product.review.domain.Review review, Reader reader) {
    return reader.admin() || reader.isAuthor(review)
        ? ReviewMessages.complete(review)
        : ReviewMessages.published(review);
  }

  private static Reader reader() {
    Identity caller = Identity.current();
    return new Reader(caller.userId(), caller.has(Identity.ADMIN));
  }

  private static boolean isPosition(ReviewOrder order, String position) {
    if (order == ReviewOrder.NEWEST) {
      return Ids.isValid("rev", position);
    }
    var rated = RATED.matcher(position);
    return rated.matches() && Ids.isValid("rev", rated.group(1));
  }

  private static String product(String productId) {
    if (!Ids.isValid("prd", productId)) {
      throw Errors.notFound("product", productId);
    }
    return productId;
  }

  private static String review(String reviewId) {
    if (!Ids.isValid("rev", reviewId)) {
      throw Errors.notFound("review", reviewId);
    }
    return reviewId;
  }
}
