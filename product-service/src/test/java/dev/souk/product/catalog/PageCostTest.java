package dev.souk.product.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.product.TestDynamo;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.Category;
import dev.souk.product.catalog.domain.CreateProduct;
import dev.souk.product.catalog.domain.ListProducts;
import dev.souk.product.catalog.domain.LiveProductViews;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductPage;
import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.ProductView;
import dev.souk.product.catalog.domain.Variant;
import dev.souk.product.catalog.domain.Viewer;
import dev.souk.product.catalog.event.ProductEvents;
import dev.souk.product.catalog.store.DynamoCategories;
import dev.souk.product.catalog.store.DynamoCategoryCounts;
import dev.souk.product.catalog.store.DynamoProducts;
import dev.souk.product.catalog.store.DynamoStock;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.Migrations;
import dev.souk.product.outbox.OutboxEvents;
import dev.souk.product.review.domain.Review;
import dev.souk.product.review.domain.ReviewContent;
import dev.souk.product.review.domain.ReviewOrder;
import dev.souk.product.review.domain.ReviewPage;
import dev.souk.product.review.domain.ReviewQuery;
import dev.souk.product.review.domain.ReviewState;
import dev.souk.product.review.event.ReviewEvents;
import dev.souk.product.review.store.DynamoReviews;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a page costs, counted in items that the store read for it. */
class PageCostTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final ItemsRead READ = new ItemsRead();
  private static final String SELLER = "usr_seller";
  private static DynamoDbClient client;
  private static Dynamo dynamo;
  private static CreateProduct create;
  private static ListProducts list;
  private static final Ids IDS = new Ids(CLOCK);
  private static DynamoReviews reviews;
  private static Category parent;
  private static Category category;
  private static int created;

  @BeforeAll
  static void open() {
    DynamoConfig config = TestDynamo.config();
    DynamoDbClient plain = config.client();
    new Migrations(plain, config.tablePrefix(), CLOCK).run();
    new Migrations(plain, config.tablePrefix(), CLOCK).run();
    client = READ.counting(plain);
    dynamo = new Dynamo(client, config.tablePrefix());
    DynamoProducts products =
        new DynamoProducts(dynamo, new ProductEvents(new OutboxEvents(new Ids(CLOCK)))::of);
    LiveProductViews views = new LiveProductViews(products, new DynamoStock(dynamo));
    Ids ids = new Ids(CLOCK);
    Categories categories =
        new Categories(new DynamoCategories(dynamo, CLOCK), new DynamoCategoryCounts(dynamo), ids);
    create = new CreateProduct(products, categories, views, CLOCK, ids);
    list = new ListProducts(products, views);
    reviews = new DynamoReviews(dynamo, new ReviewEvents(new OutboxEvents(ids), CLOCK)::of);
    parent = categories.create("Outdoors", "").category();
    category = categories.create("Garden", parent.categoryId()).category();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Test
  void a_page_reads_no_more_items_of_a_larger_catalog() {
    List<ProductQuery> queries =
        List.of(
            new ProductQuery("", "", ProductStatus.ACTIVE),
            new ProductQuery(category.categoryId(), "", ProductStatus.ACTIVE),
            new ProductQuery("", SELLER, ProductStatus.ACTIVE),
            new ProductQuery(category.categoryId(), SELLER, ProductStatus.ACTIVE),
            new ProductQuery(parent.categoryId(), "", ProductStatus.ACTIVE),
            new ProductQuery(parent.categoryId(), SELLER, ProductStatus.ACTIVE),
            new ProductQuery("", "", ProductStatus.ACTIVE, true, false));
    createUpTo(50);
    List<Integer> small = queries.stream().map(PageCostTest::cost).toList();
    createUpTo(120);
    List<Integer> large = queries.stream().map(PageCostTest::cost).toList();

    assertThat(small.subList(1, 7)).containsOnly(6 + 5 + 5);
    assertThat(large.subList(1, 7)).isEqualTo(small.subList(1, 7));
    assertThat(large.getFirst()).isLessThanOrEqualTo(8 * 6 + 5 + 5);
  }

  @Test
  void offers_for_the_largest_cart_take_two_batch_reads() {
    createUpTo(90);
    READ.reset();

    List<String> skus = IntStream.range(0, 90).mapToObj(i -> "RAKE-" + i).toList();

    assertThat(new DynamoStock(dynamo).find(skus, true)).hasSize(90);
    assertThat(READ.calls()).isEqualTo(2);
  }

  @Test
  void a_page_of_reviews_reads_no_more_items_however_many_there_are() {
    createUpTo(1);
    String productId =
        list.list(
                new ProductQuery("", SELLER, ProductStatus.ACTIVE),
                Optional.empty(),
                1,
                Viewer.PUBLIC)
            .products()
            .getFirst()
            .product()
            .productId();
    ReviewQuery query = new ReviewQuery(productId, ReviewState.PUBLISHED, ReviewOrder.BEST);
    IntStream.range(0, 12).forEach(i -> review(productId, "usr_" + i));
    int small = cost(query);
    IntStream.range(12, 40).forEach(i -> review(productId, "usr_" + i));

    assertThat(small).isEqualTo(6 + 5);
    assertThat(cost(query)).isEqualTo(small);
  }

  private static int cost(ReviewQuery query) {
    ReviewPage first = reviews.list(query, Optional.empty(), 5);
    READ.reset();
    assertThat(reviews.list(query, first.last(), 5).reviews()).hasSize(5);
    return READ.items();
  }

  /** Items read for the second page of five. */
  private static int cost(ProductQuery query) {
    ProductPage first = list.list(query, Optional.empty(), 5, Viewer.PUBLIC);
    READ.reset();
    ProductPage second = list.list(query, first.last(), 5, Viewer.PUBLIC);
    assertThat(second.products()).hasSize(5).doesNotContainAnyElementsOf(first.products());
    return READ.items();
  }

  private static void createUpTo(int number) {
    for (; created < number; created++) {
      ProductView product =
          create.create(
              new ProductDetails(
                  "Rake",
                  "",
                  "",
                  List.of(category.categoryId()),
                  List.of(),
                  Map.of(),
                  true,
                  List.of(),
                  ProductStatus.ACTIVE,
                  List.of(new Variant("RAKE-" + created, Map.of(), new Amount("GBP", 1)))),
              SELLER);
      review(product.product().productId(), "usr_buyer");
    }
  }

  private static void review(String productId, String userId) {
    reviews.create(
        new Review(
            IDS.next("rev"),
            productId,
            userId,
            "Ada L.",
            new ReviewContent(5, "", ""),
            ReviewState.PUBLISHED,
            "",
            CLOCK.instant(),
            CLOCK.instant(),
            1));
  }
}
