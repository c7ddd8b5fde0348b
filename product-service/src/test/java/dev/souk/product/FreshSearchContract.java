package dev.souk.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.ReleaseReservationRequest;
import dev.souk.inventory.v1.ReservationLine;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.product.inventory.Together;
import dev.souk.product.v1.CreateReviewRequest;
import dev.souk.product.v1.DeleteReviewRequest;
import dev.souk.product.v1.ModerateReviewRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.Review;
import dev.souk.product.v1.ReviewServiceGrpc;
import dev.souk.product.v1.ReviewServiceGrpc.ReviewServiceBlockingStub;
import dev.souk.product.v1.SearchProductsRequest;
import dev.souk.product.v1.SearchServiceGrpc;
import dev.souk.product.v1.UpdateReviewRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What two instances of the service find, of what either of them changed. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class FreshSearchContract {
  private static final Duration SEARCHABLE = Duration.ofSeconds(20);
  private static final Duration START = Duration.ofSeconds(60);
  private static final AtomicInteger NAMES = new AtomicInteger();

  private EmbeddedKafka kafka;
  private CatalogShop one;
  private CatalogShop other;

  /** What is searched in, by the settings of a service. */
  abstract Map<String, String> index(Path empty) throws Exception;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    Map<String, String> settings = new HashMap<>(TestDynamo.newTables());
    settings.putAll(kafka.settings());
    settings.putAll(index(Files.createDirectory(folder.resolve("index"))));
    one = new CatalogShop(Files.createDirectory(folder.resolve("one")), settings);
    other = new CatalogShop(Files.createDirectory(folder.resolve("other")), settings);
    Product first = offer("first");
    for (CatalogShop shop : List.of(one, other)) {
      await()
          .atMost(START)
          .ignoreExceptions()
          .until(() -> found(shop, named(first)).equals(List.of(first.getProductId())));
    }
  }

  @AfterAll
  void stop() {
    other.close();
    one.close();
    kafka.close();
  }

  private Product offer(String word) {
    int number = NAMES.incrementAndGet();
    return one.create(CatalogShop.hat("FRESH-" + number).setName(word + " fresh" + number));
  }

  private Product create(String word) {
    Product product = offer(word);
    awaitFound(named(product), product);
    return product;
  }

  private static SearchProductsRequest.Builder named(Product product) {
    return SearchProductsRequest.newBuilder().setQ(product.getName());
  }

  private static SearchProductsRequest.Builder inStock(Product product) {
    return named(product).setInStock(true);
  }

  private static String sku(Product product) {
    return product.getVariants(0).getSku();
  }

  private static List<String> found(CatalogShop shop, SearchProductsRequest.Builder query) {
    return SearchServiceGrpc.newBlockingStub(shop.anybody())
        .searchProducts(query.build())
        .getProductsList()
        .stream()
        .map(Product::getProductId)
        .toList();
  }

  private void awaitFound(SearchProductsRequest.Builder query, Product... products) {
    List<String> expected = List.of(products).stream().map(Product::getProductId).toList();
    await()
        .atMost(SEARCHABLE)
        .untilAsserted(() -> {
          assertThat(found(one, query)).isEqualTo(expected);
          assertThat(found(other, query)).isEqualTo(expected);
        });
  }

  private String reserve(CatalogShop shop, Product product, int quantity) {
    String order = CatalogShop.IDS.next("ord");
    var _ =
        shop.orders()
            .reserveStock(
                ReserveStockRequest.newBuilder()
                    .setOrderId(order)
                    .addLines(
                        ReservationLine.newBuilder().setSku(sku(product)).setQuantity(quantity))
                    .setTtl(Durations.fromMinutes(5))
                    .build());
    return order;
  }

  private static void release(CatalogShop shop, String order) {
    var _ =
        shop.orders()
            .releaseReservation(ReleaseReservationRequest.newBuilder().setOrderId(order).build());
  }

  @Test
  @DisplayName("47: in stock follows the stock")
  void what_is_in_stock_is_so_everywhere() {
    Product globe = create("globe");
    awaitFound(inStock(globe));
    one.restock(sku(globe), 2);
    awaitFound(inStock(globe), globe);
    String order = reserve(other, globe, 2);
    awaitFound(inStock(globe));
    release(one, order);
    awaitFound(inStock(globe), globe);
    one.restock(sku(globe), -2);
    awaitFound(inStock(globe));
  }

  @Test
  @DisplayName("47: the best rated follow the reviews")
  void what_reviews_say_sorts_everywhere() {
    Product harp = create("instrument");
    Product lute = create("instrument");
    SearchProductsRequest.Builder best =
        SearchProductsRequest.newBuilder().setQ("instrument").setSort("rating");

    Review good = review(one, harp, 4);
    awaitFound(best, harp, lute);
    Review better = review(other, lute, 5);
    awaitFound(best, lute, harp);
    var _ =
        reviews(other, "ROLE_ADMIN")
            .moderateReview(
                ModerateReviewRequest.newBuilder()
                    .setReviewId(better.getReviewId())
                    .setState(Review.State.STATE_HIDDEN)
                    .setReason("A test.")
                    .build());
    awaitFound(best, harp, lute);
    Review third = review(one, lute, 3);
    var _ =
        ReviewServiceGrpc.newBlockingStub(one.of(author(third), "ROLE_CUSTOMER"))
            .updateReview(
                UpdateReviewRequest.newBuilder()
                    .setReview(third.toBuilder().setRating(5))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("rating"))
                    .build());
    awaitFound(best, lute, harp);
    var _ =
        ReviewServiceGrpc.newBlockingStub(one.of(author(third), "ROLE_CUSTOMER"))
            .deleteReview(
                DeleteReviewRequest.newBuilder().setReviewId(third.getReviewId()).build());
    awaitFound(best, harp, lute);
    assertThat(good.getRating()).isEqualTo(4);
  }

  private final Map<String, String> authors = new HashMap<>();

  private String author(Review review) {
    return authors.getOrDefault(review.getReviewId(), "");
  }

  private Review review(CatalogShop shop, Product product, int rating) {
    String buyer = CatalogShop.IDS.next("usr");
    shop.buyers().deliver(buyer, product.getProductId());
    Review review =
        ReviewServiceGrpc.newBlockingStub(shop.of(buyer, "ROLE_CUSTOMER"))
            .createReview(
                CreateReviewRequest.newBuilder()
                    .setProductId(product.getProductId())
                    .setReview(Review.newBuilder().setRating(rating))
                    .build());
    authors.put(review.getReviewId(), buyer);
    return review;
  }

  private static ReviewServiceBlockingStub reviews(CatalogShop shop, String role) {
    return ReviewServiceGrpc.newBlockingStub(shop.of(CatalogShop.IDS.next("usr"), role));
  }

  @Test
  void whatever_happens_at_once_the_stock_of_now_is_found_in_the_end() throws Exception {
    List<Product> products = IntStream.range(0, 3).mapToObj(i -> create("crowd")).toList();
    products.forEach(product -> one.restock(sku(product), 2));

    List<Object> outcomes =
        Together.run(
            8,
            thread -> {
              Random random = new Random(thread);
              for (int step = 0; step < 10; step++) {
                anything(random, products.get(random.nextInt(products.size())));
              }
              return thread;
            });
    assertThat(outcomes).hasOnlyElementsOfType(Integer.class);

    for (Product product : products) {
      int available =
          one.stock()
              .getStockLevel(GetStockLevelRequest.newBuilder().setSku(sku(product)).build())
              .getAvailable();
      if (available > 0) {
        awaitFound(inStock(product), product);
      } else {
        awaitFound(inStock(product));
      }
    }
  }

  private void anything(Random random, Product product) {
    CatalogShop shop = random.nextBoolean() ? one : other;
    try {
      if (random.nextInt(3) == 0) {
        var _ =
            one.stock()
                .adjustStock(
                    AdjustStockRequest.newBuilder()
                        .setSku(sku(product))
                        .setDelta(random.nextBoolean() ? 1 : -1)
                        .setReason("CORRECTION")
                        .build());
      } else {
        String order = reserve(shop, product, 1 + random.nextInt(2));
        if (random.nextInt(4) > 0) {
          release(shop, order);
        }
      }
    } catch (io.grpc.StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.FAILED_PRECONDITION);
    }
  }
}
