package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.product.audit.ReviewAudit;
import dev.souk.product.inventory.Together;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.CreateReviewRequest;
import dev.souk.product.v1.DeleteReviewRequest;
import dev.souk.product.v1.EraseUserRequest;
import dev.souk.product.v1.ExportReviewsRequest;
import dev.souk.product.v1.ExportReviewsResponse;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.GetReviewRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ListReviewsRequest;
import dev.souk.product.v1.ListReviewsRequest.Order;
import dev.souk.product.v1.ListReviewsResponse;
import dev.souk.product.v1.ModerateReviewRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.Review;
import dev.souk.product.v1.Review.State;
import dev.souk.product.v1.ReviewServiceGrpc;
import dev.souk.product.v1.ReviewServiceGrpc.ReviewServiceBlockingStub;
import dev.souk.product.v1.UpdateProductRequest;
import dev.souk.product.v1.UpdateReviewRequest;
import dev.souk.product.v1.UserDataServiceGrpc;
import dev.souk.product.v1.UserDataServiceGrpc.UserDataServiceBlockingStub;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews over gRPC, behind the real interceptors. */
class ReviewsTest {
  private static final Ids IDS = new Ids(Clock.systemUTC());
  private static final AtomicInteger SKUS = new AtomicInteger();

  @TempDir static Path folder;
  private static TestIdentity identity;
  private static FakeSellers others;
  private static RunningServer server;
  private static ReviewAudit audit;

  private final String seller = IDS.next("usr");
  private final String buyer = IDS.next("usr");

  @BeforeAll
  static void start() throws IOException {
    identity = new TestIdentity(folder);
    others = new FakeSellers();
    Map<String, String> env = identity.env();
    env.putAll(TestDynamo.newTables());
    env.putAll(others.settings());
    server = ProductServer.start(env);
    audit = ReviewAudit.open(env);
  }

  @AfterAll
  static void stop() {
    audit.close();
    server.close();
    others.close();
    identity.close();
  }

  @AfterEach
  void ratings_are_those_of_the_reviews() {
    others.buyers().away(false);
    assertThat(audit.violations()).isEmpty();
  }

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

    String title = "👒".repeat(120);
    String text = "<script>alert(1)</script>\u0000\u202e ﷽ é" + "ß".repeat(4_900);
    Review review = as(buyer).createReview(review(product, 5, title, text));
    assertThat(anybody().getReview(get(review)).getTitle()).isEqualTo(title);
    assertThat(anybody().getReview(get(review)).getText()).isEqualTo(text);

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

  private final Map<String, String> authors = new java.util.concurrent.ConcurrentHashMap<>();

  /** A review by somebody new who was delivered the product. */
  private Review write(Product product, int rating) {
    String user = IDS.next("usr");
    others.buyers().deliver(user, product.getProductId());
    Review review = as(user).createReview(review(product, rating, "Hat", "A hat."));
    authors.put(review.getReviewId(), user);
    return review;
  }

  private String buyer(Review review) {
    return java.util.Objects.requireNonNull(authors.get(review.getReviewId()));
  }

  private static ReviewServiceBlockingStub as(String userId) {
    return ReviewServiceGrpc.newBlockingStub(
        identity.user(server.grpcPort(), userId, "ROLE_CUSTOMER"));
  }

  private static ReviewServiceBlockingStub admin() {
    return ReviewServiceGrpc.newBlockingStub(
        identity.user(server.grpcPort(), "usr_admin", "ROLE_ADMIN"));
  }

  private static ReviewServiceBlockingStub anybody() {
    return ReviewServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()));
  }

  private static CreateReviewRequest review(Product product, int rating) {
    return review(product, rating, "", "");
  }

  private static CreateReviewRequest review(
      Product product, int rating, String title, String text) {
    return CreateReviewRequest.newBuilder()
        .setProductId(product.getProductId())
        .setReview(Review.newBuilder().setRating(rating).setTitle(title).setText(text))
        .build();
  }

  private static UpdateReviewRequest edit(Review.Builder review, String... fields) {
    return UpdateReviewRequest.newBuilder()
        .setReview(review)
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(fields)))
        .build();
  }

  private static GetReviewRequest get(Review review) {
    return GetReviewRequest.newBuilder().setReviewId(review.getReviewId()).build();
  }

  private static DeleteReviewRequest delete(Review review) {
    return DeleteReviewRequest.newBuilder().setReviewId(review.getReviewId()).build();
  }

  private static ModerateReviewRequest hide(Review review, String reason) {
    return ModerateReviewRequest.newBuilder()
        .setReviewId(review.getReviewId())
        .setState(State.STATE_HIDDEN)
        .setReason(reason)
        .build();
  }

  private static ListReviewsRequest listing(Product product, Order order, int size, String token) {
    return ListReviewsRequest.newBuilder()
        .setProductId(product.getProductId())
        .setOrder(order)
        .setPageSize(size)
        .setPageToken(token)
        .build();
  }

  private static List<Review> list(Product product) {
    return anybody()
        .listReviews(listing(product, Order.ORDER_UNSPECIFIED, 100, ""))
        .getReviewsList();
  }

  private static List<Review> pages(Product product, Order order) {
    List<Review> found = new ArrayList<>();
    String token = "";
    do {
      ListReviewsResponse page = anybody().listReviews(listing(product, order, 3, token));
      found.addAll(page.getReviewsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }

  private static UserDataServiceBlockingStub userData(String caller) {
    return UserDataServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "product-service", caller));
  }

  private static ExportReviewsRequest exporting(String userId, String token) {
    return ExportReviewsRequest.newBuilder().setUserId(userId).setPageToken(token).build();
  }

  private static List<Review> export(String userId) {
    List<Review> found = new ArrayList<>();
    String token = "";
    do {
      ExportReviewsResponse page = userData("user-service").exportReviews(exporting(userId, token));
      found.addAll(page.getReviewsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }

  private Product offer() {
    return create(ProductStatus.PRODUCT_STATUS_ACTIVE);
  }

  private Product create(ProductStatus status) {
    Money price = Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(1999).build();
    Product hat =
        Product.newBuilder()
            .setName("Hat")
            .setStatus(status)
            .addVariants(
                Variant.newBuilder().setSku("REVIEW-" + SKUS.incrementAndGet()).setPrice(price))
            .build();
    return ProductServiceGrpc.newBlockingStub(
            identity.user(server.grpcPort(), seller, "ROLE_SELLER"))
        .createProduct(CreateProductRequest.newBuilder().setProduct(hat).build());
  }

  private Product rename(Product product) {
    return ProductServiceGrpc.newBlockingStub(
            identity.user(server.grpcPort(), seller, "ROLE_SELLER"))
        .updateProduct(
            UpdateProductRequest.newBuilder()
                .setProduct(product.toBuilder().setName("Cap"))
                .setUpdateMask(FieldMask.newBuilder().addPaths("name"))
                .build());
  }

  private static Product read(Product product) {
    return ProductServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()))
        .getProduct(GetProductRequest.newBuilder().setProductId(product.getProductId()).build());
  }
}
