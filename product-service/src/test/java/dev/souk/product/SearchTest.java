package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.FieldMask;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.kit.error.Reason;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.DeleteProductRequest;
import dev.souk.product.v1.Facet;
import dev.souk.product.v1.FacetBucket;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.SearchProductsRequest;
import dev.souk.product.v1.SearchProductsResponse;
import dev.souk.product.v1.SearchServiceGrpc;
import dev.souk.product.v1.SearchServiceGrpc.SearchServiceBlockingStub;
import dev.souk.product.v1.SuggestProductsRequest;
import dev.souk.product.v1.Suggestion;
import dev.souk.product.v1.UndeleteProductRequest;
import dev.souk.product.v1.UpdateProductRequest;
import dev.souk.product.v1.Variant;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The search over gRPC, fed through Kafka. */
class SearchTest {
  private static final Duration SEARCHABLE = Duration.ofSeconds(20);
  private static final Duration START = Duration.ofSeconds(30);
  private static final AtomicInteger SKUS = new AtomicInteger();

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;
  private static CatalogShop shop;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    shop = new CatalogShop(folder, kafka.settings());
    Product first = create("First", product -> product);
    await()
        .atMost(START)
        .ignoreExceptions()
        .until(() -> ids(search("first")).contains(first.getProductId()));
  }

  @AfterAll
  static void stop() {
    shop.close();
    kafka.close();
  }

  private static SearchServiceBlockingStub searching() {
    return SearchServiceGrpc.newBlockingStub(shop.anybody());
  }

  private static SearchProductsResponse search(SearchProductsRequest.Builder request) {
    return searching().searchProducts(request.build());
  }

  private static SearchProductsResponse search(String text) {
    return search(SearchProductsRequest.newBuilder().setQ(text));
  }

  private static List<String> ids(SearchProductsResponse response) {
    return response.getProductsList().stream().map(Product::getProductId).toList();
  }

  private static void awaitFound(String text, Product... products) {
    List<String> ids = List.of(products).stream().map(Product::getProductId).toList();
    await()
        .atMost(SEARCHABLE)
        .untilAsserted(
            () -> assertThat(ids(search(text))).containsExactlyInAnyOrderElementsOf(ids));
  }

  private static Product create(String name, UnaryOperator<Product.Builder> more) {
    Product.Builder product =
        Product.newBuilder()
            .setName(name)
            .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
            .addVariants(
                Variant.newBuilder()
                    .setSku("SEARCHED-" + SKUS.incrementAndGet())
                    .setPrice(CatalogShop.pence(1999)));
    return shop.seller()
        .createProduct(CreateProductRequest.newBuilder().setProduct(more.apply(product)).build());
  }

  private static Product update(Product product, String field) {
    return shop.seller()
        .updateProduct(
            UpdateProductRequest.newBuilder()
                .setProduct(product)
                .setUpdateMask(FieldMask.newBuilder().addPaths(field))
                .build());
  }

  @Test
  @DisplayName("47: every change becomes searchable")
  void every_change_becomes_searchable() {
    Product lamp = create("Lamp", product -> product);
    awaitFound("lamp", lamp);
    Product lantern = update(lamp.toBuilder().setName("Lantern").clearEtag().build(), "name");
    awaitFound("lantern", lantern);
    assertThat(search("lamp").getProductsList()).isEmpty();

    var _ =
        update(
            lantern.toBuilder().setStatus(ProductStatus.PRODUCT_STATUS_ARCHIVED).build(), "status");
    awaitFound("lantern");
    Product active =
        update(
            lantern.toBuilder().setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE).clearEtag().build(),
            "status");
    awaitFound("lantern", active);

    var _ =
        shop.seller()
            .deleteProduct(
                DeleteProductRequest.newBuilder().setProductId(lamp.getProductId()).build());
    assertThat(search("lantern").getProductsList()).as("at once").isEmpty();
    var _ =
        shop.seller()
            .undeleteProduct(
                UndeleteProductRequest.newBuilder().setProductId(lamp.getProductId()).build());
    awaitFound("lantern", lamp);
  }

  @Test
  void drafts_are_not_found() {
    Product draft =
        create("Telescope", product -> product.setStatus(ProductStatus.PRODUCT_STATUS_DRAFT));
    Product active = create("Telescope", product -> product);
    awaitFound("telescope", active);
    assertThat(ids(search("telescope"))).doesNotContain(draft.getProductId());
  }

  @Test
  void what_is_answered_is_the_product_as_it_is_now() {
    Product kettle = create("Kettle", product -> product);
    awaitFound("kettle", kettle);
    Product cheaper =
        update(
            kettle.toBuilder()
                .setVariants(0, kettle.getVariants(0).toBuilder().setPrice(CatalogShop.pence(999)))
                .build(),
            "variants");
    assertThat(search("kettle").getProductsList()).containsExactly(cheaper);
  }

  @Test
  void filters_facets_and_sorts_reach_the_index() {
    Product cheap =
        create(
            "Rucksack",
            product ->
                product.setBrand("Acme").addTags("Blue").putAttributes("material", "Canvas"));
    Product dear =
        create(
            "Rucksack",
            product ->
                product
                    .setBrand("Best")
                    .addTags("red")
                    .setVariants(
                        0,
                        product.getVariants(0).toBuilder()
                            .putOptions("size", "L")
                            .setPrice(CatalogShop.pence(5000))));
    awaitFound("rucksack", cheap, dear);
    SearchProductsRequest all = SearchProductsRequest.newBuilder().setQ("rucksack").build();
    assertThat(ids(search(all.toBuilder().setSort("price_desc"))))
        .containsExactly(dear.getProductId(), cheap.getProductId());
    assertThat(ids(search(all.toBuilder().setMaxPrice(1999))))
        .containsExactly(cheap.getProductId());
    assertThat(ids(search(all.toBuilder().addTags("BLUE")))).containsExactly(cheap.getProductId());
    assertThat(ids(search(all.toBuilder().addBrands("best")))).containsExactly(dear.getProductId());
    assertThat(ids(search(all.toBuilder().addAttributes("size:l"))))
        .containsExactly(dear.getProductId());
    assertThat(ids(search(all.toBuilder().addAttributes("Material:canvas"))))
        .containsExactly(cheap.getProductId());
    assertThat(ids(search(all.toBuilder().setCurrency("EUR")))).isEmpty();
    assertThat(
            search(all.toBuilder().addTags("red").addFacets("brand").addFacets("tags"))
                .getFacetsList())
        .containsExactly(
            facet("brand", Map.of("Best", 1)), facet("tags", Map.of("Blue", 1, "red", 1)));
  }

  private static Facet facet(String name, Map<String, Integer> counts) {
    return Facet.newBuilder()
        .setName(name)
        .addAllBuckets(
            counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry ->
                    FacetBucket.newBuilder()
                        .setValue(entry.getKey())
                        .setCount(entry.getValue())
                        .build())
                .toList())
        .build();
  }

  @Test
  void pages_follow_one_another_and_a_token_is_good_for_its_query_alone() {
    List<Product> saws = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      saws.add(create("Handsaw", product -> product));
    }
    awaitFound("handsaw", saws.toArray(Product[]::new));
    SearchProductsRequest query =
        SearchProductsRequest.newBuilder().setQ("handsaw").setPageSize(3).build();
    List<String> found = new ArrayList<>();
    String token = "";
    do {
      SearchProductsResponse page = search(query.toBuilder().setPageToken(token));
      found.addAll(ids(page));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(saws.stream().map(Product::getProductId).toList());

    String first = search(query.toBuilder()).getNextPageToken();
    assertThat(search(query.toBuilder().setPageSize(2).addFacets("tags").setPageToken(first)))
        .isNotNull();
    List.of(
            query.toBuilder().setQ("hammer").setPageToken(first),
            query.toBuilder().setSort("newest").setPageToken(first),
            query.toBuilder().setInStock(true).setPageToken(first),
            query.toBuilder().setMinPrice(0).setPageToken(first),
            query.toBuilder().setPageToken(first.substring(1)),
            query.toBuilder().setPageToken("!"))
        .forEach(wrong -> assertRefused(Reason.PAGE_TOKEN_INVALID, () -> search(wrong)));
  }

  @ParameterizedTest
  @MethodSource("wrongQueries")
  void wrong_queries_are_refused(UnaryOperator<SearchProductsRequest.Builder> wrong) {
    assertRefused(
        Reason.INVALID_FIELD, () -> search(wrong.apply(SearchProductsRequest.newBuilder())));
  }

  static List<UnaryOperator<SearchProductsRequest.Builder>> wrongQueries() {
    return List.of(
        query -> query.setQ("h".repeat(10_000)),
        query -> query.setMinPrice(-1),
        query -> query.setMaxPrice(Long.MIN_VALUE),
        query -> query.setMinPrice(2).setMaxPrice(1),
        query -> query.setSort("random"),
        query -> query.setSort("PRICE_ASC"),
        query -> query.addFacets("seller"),
        query -> query.addFacets("tags").addFacets("tags"),
        query -> query.setCurrency("pounds"),
        query -> query.addTags(""),
        query -> query.addAttributes("size"),
        query -> query.addAttributes(":M"),
        query -> query.setPageSize(-1));
  }

  @ParameterizedTest
  @MethodSource("hostileTexts")
  void hostile_texts_find_nothing(String text) {
    assertThat(search(text).getProductsList()).isEmpty();
    assertThat(suggest(text)).hasSizeLessThanOrEqualTo(10);
  }

  static List<String> hostileTexts() {
    return List.of(
        "*:*",
        "name:[* TO *]",
        "(((((",
        "\"unclosed",
        "/(a+)+$/",
        "\u0000\u0001",
        "the of and or not",
        "~~~^^^",
        "\\\\\\",
        "}{\"query\":1",
        "*".repeat(200));
  }

  private static List<Suggestion> suggest(String typed) {
    return searching()
        .suggestProducts(SuggestProductsRequest.newBuilder().setQ(typed).build())
        .getSuggestionsList();
  }

  @Test
  void an_operator_may_have_the_index_rebuilt_while_it_serves() throws Exception {
    Product anvil = create("Anvil", product -> product);
    awaitFound("anvil", anvil);
    double rebuilds = rebuilds();
    try (HttpClient operator = HttpClient.newHttpClient()) {
      HttpRequest wanted =
          HttpRequest.newBuilder(shop.operatorUri("/search/rebuild"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(operator.send(wanted, BodyHandlers.discarding()).statusCode()).isEqualTo(202);
    }
    await()
        .atMost(START)
        .until(() -> {
          assertThat(ids(search("anvil"))).containsExactly(anvil.getProductId());
          return rebuilds() > rebuilds;
        });
    assertThat(ids(search("anvil"))).containsExactly(anvil.getProductId());
  }

  private static double rebuilds() throws Exception {
    try (HttpClient operator = HttpClient.newHttpClient()) {
      HttpRequest metrics = HttpRequest.newBuilder(shop.operatorUri("/metrics")).build();
      return operator
          .send(metrics, BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith("souk_search_rebuild_seconds_count"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  @Test
  void names_are_suggested() {
    Product harp = create("Harpsichord", product -> product);
    awaitFound("harpsichord", harp);
    assertThat(suggest("HARPSI"))
        .containsExactly(
            Suggestion.newBuilder()
                .setText("Harpsichord")
                .setProductId(harp.getProductId())
                .build());
    assertRefused(Reason.INVALID_FIELD, () -> suggest("h".repeat(201)));
  }
}
