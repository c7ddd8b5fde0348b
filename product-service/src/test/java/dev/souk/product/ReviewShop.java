package dev.souk.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.product.audit.ReviewAudit;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.CreateReviewRequest;
import dev.souk.product.v1.DeleteReviewRequest;
import dev.souk.product.v1.ExportReviewsRequest;
import dev.souk.product.v1.ExportReviewsResponse;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.GetReviewRequest;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A shop whose customers review, over gRPC, behind the real interceptors. */
abstract class ReviewShop {
  static final Ids IDS = new Ids(Clock.systemUTC());
  private static final AtomicInteger SKUS = new AtomicInteger();

  @TempDir static Path folder;
  static TestIdentity identity;
  static FakeSellers others;
  static RunningServer server;
  static ReviewAudit audit;

  final String seller = IDS.next("usr");
  final String buyer = IDS.next("usr");

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

  private final Map<String, String> authors = new java.util.concurrent.ConcurrentHashMap<>();

  /** A review by somebody new who was delivered the product. */
  Review write(Product product, int rating) {
    String user = IDS.next("usr");
    others.buyers().deliver(user, product.getProductId());
    Review review = as(user).createReview(review(product, rating, "Hat", "A hat."));
    authors.put(review.getReviewId(), user);
    return review;
  }

  String buyer(Review review) {
    return java.util.Objects.requireNonNull(authors.get(review.getReviewId()));
  }

  static ReviewServiceBlockingStub as(String userId) {
    return ReviewServiceGrpc.newBlockingStub(
        identity.user(server.grpcPort(), userId, "ROLE_CUSTOMER"));
  }

  static ReviewServiceBlockingStub admin() {
    return ReviewServiceGrpc.newBlockingStub(
        identity.user(server.grpcPort(), "usr_admin", "ROLE_ADMIN"));
  }

  static ReviewServiceBlockingStub anybody() {
    return ReviewServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()));
  }

  static CreateReviewRequest review(Product product, int rating) {
    return review(product, rating, "", "");
  }

  static CreateReviewRequest review(Product product, int rating, String title, String text) {
    return CreateReviewRequest.newBuilder()
        .setProductId(product.getProductId())
        .setReview(Review.newBuilder().setRating(rating).setTitle(title).setText(text))
        .build();
  }

  static UpdateReviewRequest edit(Review.Builder review, String... fields) {
    return UpdateReviewRequest.newBuilder()
        .setReview(review)
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(fields)))
        .build();
  }

  static GetReviewRequest get(Review review) {
    return GetReviewRequest.newBuilder().setReviewId(review.getReviewId()).build();
  }

  static DeleteReviewRequest delete(Review review) {
    return DeleteReviewRequest.newBuilder().setReviewId(review.getReviewId()).build();
  }

  static ModerateReviewRequest hide(Review review, String reason) {
    return ModerateReviewRequest.newBuilder()
        .setReviewId(review.getReviewId())
        .setState(State.STATE_HIDDEN)
        .setReason(reason)
        .build();
  }

  static ListReviewsRequest listing(Product product, Order order, int size, String token) {
    return ListReviewsRequest.newBuilder()
        .setProductId(product.getProductId())
        .setOrder(order)
        .setPageSize(size)
        .setPageToken(token)
        .build();
  }

  static List<Review> list(Product product) {
    return anybody()
        .listReviews(listing(product, Order.ORDER_UNSPECIFIED, 100, ""))
        .getReviewsList();
  }

  static List<Review> pages(Product product, Order order) {
    List<Review> found = new ArrayList<>();
    String token = "";
    do {
      ListReviewsResponse page = anybody().listReviews(listing(product, order, 3, token));
      found.addAll(page.getReviewsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }

  static UserDataServiceBlockingStub userData(String caller) {
    return UserDataServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "product-service", caller));
  }

  static ExportReviewsRequest exporting(String userId, String token) {
    return ExportReviewsRequest.newBuilder().setUserId(userId).setPageToken(token).build();
  }

  static List<Review> export(String userId) {
    List<Review> found = new ArrayList<>();
    String token = "";
    do {
      ExportReviewsResponse page = userData("user-service").exportReviews(exporting(userId, token));
      found.addAll(page.getReviewsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }

  Product offer() {
    return create(ProductStatus.PRODUCT_STATUS_ACTIVE);
  }

  Product create(ProductStatus status) {
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

  Product rename(Product product) {
    return ProductServiceGrpc.newBlockingStub(
            identity.user(server.grpcPort(), seller, "ROLE_SELLER"))
        .updateProduct(
            UpdateProductRequest.newBuilder()
                .setProduct(product.toBuilder().setName("Cap"))
                .setUpdateMask(FieldMask.newBuilder().addPaths("name"))
                .build());
  }

  static Product read(Product product) {
    return ProductServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()))
        .getProduct(GetProductRequest.newBuilder().setProductId(product.getProductId()).build());
  }
}
