package dev.souk.product.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.product.TestClock;
import dev.souk.product.TestDynamo;
import dev.souk.product.catalog.domain.Categories;
import dev.souk.product.catalog.domain.CategoryView;
import dev.souk.product.catalog.domain.ChangeCategory;
import dev.souk.product.catalog.domain.CountProducts;
import dev.souk.product.catalog.domain.CreateProduct;
import dev.souk.product.catalog.domain.FileProducts;
import dev.souk.product.catalog.domain.ListProducts;
import dev.souk.product.catalog.domain.LiveProductViews;
import dev.souk.product.catalog.domain.Product;
import dev.souk.product.catalog.domain.ProductCount;
import dev.souk.product.catalog.domain.ProductDetails;
import dev.souk.product.catalog.domain.ProductQuery;
import dev.souk.product.catalog.domain.ProductStatus;
import dev.souk.product.catalog.domain.ProductWrite;
import dev.souk.product.catalog.domain.Products;
import dev.souk.product.catalog.domain.Variant;
import dev.souk.product.catalog.domain.Viewer;
import dev.souk.product.catalog.event.ProductEvents;
import dev.souk.product.catalog.store.DynamoCategories;
import dev.souk.product.catalog.store.DynamoCategoryCounts;
import dev.souk.product.catalog.store.DynamoFilings;
import dev.souk.product.catalog.store.DynamoProducts;
import dev.souk.product.catalog.store.DynamoStock;
import dev.souk.product.dynamo.Dynamo;
import dev.souk.product.dynamo.DynamoConfig;
import dev.souk.product.dynamo.Migrations;
import dev.souk.product.inventory.Together;
import dev.souk.product.outbox.OutboxEvents;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@DisplayName("37: products follow their category, and are counted")
class FilingTest {
  private static final String SELLER = "usr_seller";

  private final TestClock clock = new TestClock();
  private final Ids ids = new Ids(clock);
  private final AtomicInteger skus = new AtomicInteger();
  private DynamoDbClient client;
  private Dynamo dynamo;
  private DynamoProducts products;
  private DynamoCategories categoryStore;
  private DynamoCategoryCounts counts;
  private Categories categories;
  private ChangeCategory change;
  private CreateProduct create;
  private ListProducts list;

  @BeforeEach
  void open() {
    DynamoConfig config = TestDynamo.config();
    client = config.client();
    new Migrations(client, config.tablePrefix(), clock).run();
    dynamo = new Dynamo(client, config.tablePrefix());
    products = new DynamoProducts(dynamo, new ProductEvents(new OutboxEvents(ids))::of);
    categoryStore = new DynamoCategories(dynamo, clock);
    counts = new DynamoCategoryCounts(dynamo);
    categories = new Categories(categoryStore, counts, ids);
    change = new ChangeCategory(categories, categoryStore);
    LiveProductViews views = new LiveProductViews(products, new DynamoStock(dynamo));
    create = new CreateProduct(products, categories, views, clock, ids);
    list = new ListProducts(products, views);
  }

  @AfterEach
  void close() {
    client.close();
  }

  private FileProducts filing(Products store) {
    return new FileProducts(
        new DynamoFilings(dynamo, clock),
        store,
        categories,
        new CountProducts(products, counts),
        clock,
        _ -> {});
  }

  private String category(String name, String parentId) {
    return categories.create(name, parentId).category().categoryId();
  }

  private String product(String... categoryIds) {
    return product(ProductStatus.ACTIVE, categoryIds);
  }

  private String product(ProductStatus status, String... categoryIds) {
    clock.advance(Duration.ofMillis(1));
    return create
        .create(
            new ProductDetails(
                "Rake",
                "",
                "",
                List.of(categoryIds),
                List.of(),
                Map.of(),
                false,
                List.of(),
                status,
                List.of(
                    new Variant("RAKE-" + skus.incrementAndGet(), Map.of(), new Amount("GBP", 1)))),
            SELLER)
        .product()
        .productId();
  }

  private List<String> listed(String categoryId) {
    return list
        .list(
            new ProductQuery(categoryId, "", ProductStatus.ACTIVE),
            Optional.empty(),
            100,
            Viewer.PUBLIC)
        .products()
        .stream()
        .map(view -> view.product().productId())
        .toList();
  }

  private CategoryView move(String categoryId, String parentId) {
    return change.change(categoryId, Optional.empty(), Optional.of(parentId), "");
  }

  private ProductCount count(String categoryId) {
    return categories.get(categoryId).products();
  }

  /** The store, where a write of products fails after so many. */
  private Products failingAfter(int writes) {
    AtomicInteger left = new AtomicInteger(writes);
    return (Products)
        Proxy.newProxyInstance(
            Products.class.getClassLoader(),
            new Class<?>[] {Products.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("replace") && left.getAndDecrement() <= 0) {
                throw Errors.unavailable("dynamodb");
              }
              try {
                return method.invoke(products, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void products_of_a_moved_category_are_listed_under_its_new_ancestors() {
    String garden = category("Garden", "");
    String sale = category("Sale", "");
    String tools = category("Tools", garden);
    String rakes = category("Rakes", tools);
    String rake = product(rakes);
    String both = product(rakes, garden);
    String draft = product(ProductStatus.DRAFT, tools);

    move(tools, sale);
    assertThat(categories.get(rakes).ancestors())
        .extracting(c -> c.categoryId())
        .containsExactly(sale, tools);
    filing(products).run("one");

    assertThat(listed(sale)).containsExactly(both, rake);
    assertThat(listed(garden)).containsExactly(both);
    assertThat(products.find(draft).map(Product::filed)).contains(List.of(sale, tools));
    assertThat(products.find(rake).map(Product::updateTime))
        .as("the seller changed nothing")
        .isEqualTo(products.find(rake).map(Product::createTime));
    assertThat(count(sale)).isEqualTo(new ProductCount(0, 2));
    assertThat(count(garden)).isEqualTo(new ProductCount(1, 1));
    assertThat(count(rakes)).isEqualTo(new ProductCount(2, 2));
  }

  @Test
  void what_a_worker_that_died_left_is_done_by_another_one() {
    String garden = category("Garden", "");
    String tools = category("Tools", "");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.addFirst(product(tools));
    }
    move(tools, garden);
    FileProducts dying = filing(failingAfter(55));
    assertThatThrownBy(() -> dying.run("dying")).hasMessageContaining("dynamodb");
    assertThat(listed(garden)).hasSize(55);

    filing(products).run("other");
    assertThat(listed(garden)).as("the lease has not ended").hasSize(55);
    clock.advance(Duration.ofSeconds(31));
    filing(products).run("other");
    assertThat(listed(garden)).isEqualTo(all);
  }

  @Test
  void a_product_that_was_written_as_the_category_moved_is_filed_in_the_end() {
    String garden = category("Garden", "");
    String tools = category("Tools", "");
    String rake = product(tools);
    Product stale = products.find(rake).orElseThrow();
    move(tools, garden);
    FileProducts filing = filing(products);
    filing.run("one");
    assertThat(listed(garden)).containsExactly(rake);
    Product current = products.find(rake).orElseThrow();
    Product late =
        new Product(
            rake,
            stale.slug(),
            SELLER,
            stale.details(),
            stale.filed(),
            stale.prices(),
            Optional.empty(),
            stale.createTime(),
            stale.updateTime(),
            current.version() + 1);
    assertThat(products.replace(current, late)).isInstanceOf(ProductWrite.Written.class);
    assertThat(listed(garden)).isEmpty();

    filing.run("one");
    assertThat(listed(garden)).as("not yet").isEmpty();
    clock.advance(Duration.ofSeconds(61));
    filing.run("one");
    assertThat(listed(garden)).containsExactly(rake);
    assertThat(new DynamoFilings(dynamo, clock).all()).as("done").isEmpty();
  }

  @Test
  void workers_at_once_and_moves_meanwhile_end_well() throws Exception {
    String garden = category("Garden", "");
    String sale = category("Sale", "");
    String tools = category("Tools", "");
    String rake = product(tools);
    for (String parent : List.of(garden, sale, "", sale)) {
      clock.advance(Duration.ofMillis(5));
      move(tools, parent);
      List<Object> _ =
          Together.run(
              4,
              i -> {
                filing(products).run("worker" + i);
                return "";
              });
    }
    clock.advance(Duration.ofSeconds(100));
    filing(products).run("last");
    assertThat(listed(sale)).containsExactly(rake);
    assertThat(listed(garden)).isEmpty();
    assertThat(count(sale)).isEqualTo(new ProductCount(0, 1));
    assertThat(count(garden)).isEqualTo(ProductCount.NONE);
  }

  @Test
  void a_product_is_counted_once_however_often_and_by_however_many() throws Exception {
    String garden = category("Garden", "");
    String tools = category("Tools", garden);
    String rake = product(tools, garden);
    String draft = product(ProductStatus.DRAFT, tools);
    CountProducts counting = new CountProducts(products, counts);

    List<Object> outcomes =
        Together.run(
            8,
            i -> {
              counting.count(List.of(i % 2 == 0 ? rake : draft));
              return "counted";
            });
    assertThat(outcomes).containsOnly("counted");
    assertThat(count(garden)).isEqualTo(new ProductCount(1, 1));
    assertThat(count(tools)).isEqualTo(new ProductCount(1, 1));

    filing(products).addAll();
    filing(products).run("repair");
    counting.count(List.of("prd_unknown", rake, rake));
    assertThat(count(garden)).isEqualTo(new ProductCount(1, 1));
  }

  @Test
  void products_that_were_never_counted_are_by_a_repair() {
    String garden = category("Garden", "");
    for (int i = 0; i < 3; i++) {
      String _ = product(garden);
    }
    assertThat(count(garden)).isEqualTo(ProductCount.NONE);
    FileProducts filing = filing(products);
    filing.addAll();
    filing.run("repair");
    assertThat(count(garden)).isEqualTo(new ProductCount(3, 3));
  }
}
