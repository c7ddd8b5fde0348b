package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.LocationLevel;
import dev.souk.inventory.v1.ReleaseReservationRequest;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.ReservationLine;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.inventory.v1.RestockReservationRequest;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.product.v1.BatchGetOffersRequest;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.GetProductBySkuRequest;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.ListCategoriesRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ListProductsResponse;
import dev.souk.product.v1.Offer;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.UpdateProductRequest;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service over gRPC, behind its real interceptors. */
class ProductServerTest {
  private static final Ids IDS = new Ids(Clock.systemUTC());
  private static final String SELLER = IDS.next("usr");

  @TempDir static Path folder;
  private static TestIdentity identity;
  private static FakeSellers sellers;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException {
    identity = new TestIdentity(folder);
    Map<String, String> env = identity.env();
    env.putAll(TestDynamo.newTables());
    sellers = new FakeSellers();
    env.putAll(sellers.settings());
    server = ProductServer.start(env);
  }

  @AfterAll
  static void stop() {
    server.close();
    sellers.close();
    identity.close();
  }

  private static ProductServiceBlockingStub catalog() {
    return ProductServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()));
  }

  private static ProductServiceBlockingStub catalogOf(String user, String... roles) {
    return ProductServiceGrpc.newBlockingStub(identity.user(server.grpcPort(), user, roles));
  }

  private static ProductServiceBlockingStub seller() {
    return catalogOf(SELLER, "ROLE_SELLER");
  }

  private static ProductServiceBlockingStub admin() {
    return catalogOf("usr_admin", "ROLE_ADMIN");
  }

  private static InventoryServiceBlockingStub stockOf(String user, String role) {
    return InventoryServiceGrpc.newBlockingStub(identity.user(server.grpcPort(), user, role));
  }

  private static InventoryServiceBlockingStub orders() {
    return InventoryServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "product-service", "order-service"));
  }

  private static ProductServiceBlockingStub carts() {
    return ProductServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "product-service", "cart-service"));
  }

  private static Money pence(long amount) {
    return Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(amount).build();
  }

  private static Variant variant(String sku, long price) {
    return Variant.newBuilder().setSku(sku).setPrice(pence(price)).build();
  }

  private static Product hat(String sku, ProductStatus status) {
    return Product.newBuilder()
        .setName("Hat")
        .setStatus(status)
        .addVariants(variant(sku, 1999))
        .build();
  }

  private static Product active(String sku) {
    return create(hat(sku, ProductStatus.PRODUCT_STATUS_ACTIVE));
  }

  private static Product create(Product product) {
    return seller().createProduct(CreateProductRequest.newBuilder().setProduct(product).build());
  }

  private static Product get(ProductServiceBlockingStub catalog, String productId) {
    return catalog.getProduct(GetProductRequest.newBuilder().setProductId(productId).build());
  }

  private static Product update(Product product, String... fields) {
    return seller()
        .updateProduct(
            UpdateProductRequest.newBuilder()
                .setProduct(product)
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(fields)))
                .build());
  }

  private static StockLevel adjust(InventoryServiceBlockingStub stub, String sku, int delta) {
    return stub.adjustStock(adjustment(sku, delta));
  }

  private static AdjustStockRequest adjustment(String sku, int delta) {
    return AdjustStockRequest.newBuilder().setSku(sku).setDelta(delta).setReason("RESTOCK").build();
  }

  private static StockLevel level(String sku) {
    return InventoryServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()))
        .getStockLevel(GetStockLevelRequest.newBuilder().setSku(sku).build());
  }

  private static ReserveStockRequest reservation(String orderId, String sku, int quantity) {
    return ReserveStockRequest.newBuilder()
        .setOrderId(orderId)
        .addLines(ReservationLine.newBuilder().setSku(sku).setQuantity(quantity))
        .setTtl(Durations.fromMinutes(15))
        .build();
  }

  private static List<Offer> offers(String... skus) {
    return carts()
        .batchGetOffers(
            BatchGetOffersRequest.newBuilder()
                .addAllSkus(List.of(skus))
                .setConsistent(true)
                .build())
        .getOffersList();
  }

  @Test
  void a_product_is_read_as_it_was_created() {
    Product created = active("READ-1");

    assertThat(created.getSlug()).startsWith("hat-");
    assertThat(created.getSellerId()).isEqualTo(SELLER);
    assertThat(created.getEtag()).isNotEmpty();
    assertThat(get(catalog(), created.getProductId())).isEqualTo(created);
    assertThat(
            catalog().getProductBySku(GetProductBySkuRequest.newBuilder().setSku("READ-1").build()))
        .isEqualTo(created);
  }

  @Test
  void a_sku_is_taken_once() {
    active("TAKEN-1");

    ApiException error = assertRefused(Reason.SKU_TAKEN, () -> active("TAKEN-1"));

    assertThat(error.getMessage()).contains("TAKEN-1");
    assertThat(active("taken-1").getVariants(0).getSku()).isEqualTo("taken-1");
  }

  @Test
  void a_draft_is_seen_by_its_seller_and_admins_alone() {
    Product draft = create(hat("DRAFT-1", ProductStatus.PRODUCT_STATUS_UNSPECIFIED));

    assertThat(draft.getStatus()).isEqualTo(ProductStatus.PRODUCT_STATUS_DRAFT);
    assertThat(get(seller(), draft.getProductId())).isEqualTo(draft);
    assertThat(get(admin(), draft.getProductId())).isEqualTo(draft);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> get(catalog(), draft.getProductId()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> get(catalogOf("usr_else", "ROLE_SELLER"), draft.getProductId()));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> level("DRAFT-1"));
    assertThat(offers("DRAFT-1")).isEmpty();
  }

  @Test
  void an_update_changes_the_named_fields_alone() {
    Product before = active("EDIT-1");

    Product after =
        update(before.toBuilder().setName("Cap").setBrand("Ignored").build(), "name", "slug");

    assertThat(after.getName()).isEqualTo("Cap");
    assertThat(after.getBrand()).isEmpty();
    assertThat(after.getSlug()).isEqualTo(before.getSlug());
    assertThat(after.getEtag()).isNotEqualTo(before.getEtag());
    assertThat(get(catalog(), before.getProductId())).isEqualTo(after);
    assertThat(offers("EDIT-1").getFirst().getName()).isEqualTo("Cap");
  }

  @Test
  void an_update_of_an_older_version_is_refused() {
    Product first = active("STALE-1");
    update(first.toBuilder().setName("Cap").build(), "name");

    assertRefused(
        Reason.ETAG_MISMATCH, () -> update(first.toBuilder().setName("Beret").build(), "name"));
    assertThat(get(catalog(), first.getProductId()).getName()).isEqualTo("Cap");
  }

  @Test
  void nobody_updates_another_sellers_product() {
    Product product = active("OWNER-1");
    UpdateProductRequest request =
        UpdateProductRequest.newBuilder()
            .setProduct(product.toBuilder().setName("Mine").build())
            .setUpdateMask(FieldMask.newBuilder().addPaths("name"))
            .build();

    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> catalogOf("usr_else", "ROLE_SELLER").updateProduct(request));
    assertRefused(
        Reason.ROLE_REQUIRED, () -> catalogOf(SELLER, "ROLE_CUSTOMER").updateProduct(request));
    assertRefused(Reason.TOKEN_MISSING, () -> catalog().updateProduct(request));
    assertThat(admin().updateProduct(request).getName()).isEqualTo("Mine");
  }

  @Test
  void an_update_of_an_unknown_field_is_refused() {
    Product product = active("MASK-1");

    assertRefused(Reason.INVALID_FIELD, () -> update(product, "price"));
    assertRefused(Reason.INVALID_FIELD, () -> update(product, "variants.price"));
    assertRefused(Reason.INVALID_FIELD, () -> update(product));
  }

  @Test
  void a_variant_with_stock_cannot_be_removed() {
    Product product = active("STOCKED-1");
    adjust(stockOf(SELLER, "ROLE_SELLER"), "STOCKED-1", 1);
    Product other = product.toBuilder().clearVariants().addVariants(variant("OTHER-1", 5)).build();

    assertRefused(Reason.ILLEGAL_STATE, () -> update(other, "variants"));

    adjust(stockOf(SELLER, "ROLE_SELLER"), "STOCKED-1", -1);
    assertThat(update(other, "variants").getVariants(0).getSku()).isEqualTo("OTHER-1");
    assertThat(offers("STOCKED-1", "OTHER-1")).extracting(Offer::getSku).containsExactly("OTHER-1");
    assertThat(active("STOCKED-1").getVariants(0).getSku()).isEqualTo("STOCKED-1");
  }

  @Test
  void bad_products_are_refused_with_the_fields_named() {
    Product twoCurrencies =
        hat("BAD-1", ProductStatus.PRODUCT_STATUS_ACTIVE).toBuilder()
            .addVariants(
                Variant.newBuilder()
                    .setSku("BAD-2")
                    .setPrice(Money.newBuilder().setCurrencyCode("EUR").setMinorUnits(1)))
            .build();

    assertRefused(Reason.INVALID_FIELD, () -> create(twoCurrencies));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> create(twoCurrencies.toBuilder().setVariants(1, variant("BAD-1", 1)).build()));
    assertRefused(
        Reason.INVALID_FIELD, () -> create(twoCurrencies.toBuilder().clearVariants().build()));
    assertRefused(
        Reason.INVALID_FIELD, () -> create(hat("BAD 1", ProductStatus.PRODUCT_STATUS_ACTIVE)));
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            create(
                hat("BAD-1", ProductStatus.PRODUCT_STATUS_ACTIVE).toBuilder()
                    .setName(" ")
                    .build()));
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            create(
                hat("BAD-1", ProductStatus.PRODUCT_STATUS_ACTIVE).toBuilder()
                    .setVariants(0, variant("BAD-1", -1))
                    .build()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            create(
                hat("BAD-1", ProductStatus.PRODUCT_STATUS_ACTIVE).toBuilder()
                    .addCategoryIds("cat_none")
                    .build()));
    assertThat(offers("BAD-1", "BAD-2")).isEmpty();
  }

  @Test
  void categories_have_unique_names_and_list_their_products() {
    Category garden = category("Garden");

    assertRefused(Reason.CATEGORY_TAKEN, () -> category("GARDEN "));
    assertThat(
            catalog()
                .listCategories(ListCategoriesRequest.getDefaultInstance())
                .getCategoriesList())
        .contains(garden);

    Product rake =
        create(
            hat("RAKE-1", ProductStatus.PRODUCT_STATUS_ACTIVE).toBuilder()
                .addCategoryIds(garden.getCategoryId())
                .build());
    ListProductsRequest inGarden =
        ListProductsRequest.newBuilder().setCategoryId(garden.getCategoryId()).build();
    assertThat(catalog().listProducts(inGarden).getProductsList()).containsExactly(rake);
    assertThat(
            catalog()
                .listProducts(inGarden.toBuilder().setSellerId(SELLER).build())
                .getProductsList())
        .containsExactly(rake);

    update(rake.toBuilder().setStatus(ProductStatus.PRODUCT_STATUS_ARCHIVED).build(), "status");
    assertThat(catalog().listProducts(inGarden).getProductsList()).isEmpty();
  }

  private static Category category(String name) {
    return admin()
        .createCategory(
            CreateCategoryRequest.newBuilder()
                .setCategory(Category.newBuilder().setName(name))
                .build());
  }

  @Test
  void pages_follow_each_other_newest_first_and_miss_nothing() {
    String seller = IDS.next("usr");
    ProductServiceBlockingStub catalog = catalogOf(seller, "ROLE_SELLER");
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Product product = hat(seller.substring(20) + i, ProductStatus.PRODUCT_STATUS_ACTIVE);
      created.addFirst(
          catalog
              .createProduct(CreateProductRequest.newBuilder().setProduct(product).build())
              .getProductId());
    }

    assertThat(walk(ListProductsRequest.newBuilder().setSellerId(seller).setPageSize(3)))
        .hasSize(7)
        .containsExactlyElementsOf(created.stream().sorted((a, b) -> b.compareTo(a)).toList());
    assertThat(walk(ListProductsRequest.newBuilder().setPageSize(3)))
        .containsSubsequence(created.stream().sorted((a, b) -> b.compareTo(a)).toList())
        .doesNotHaveDuplicates();
  }

  private static List<String> walk(ListProductsRequest.Builder query) {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      ListProductsResponse page = catalog().listProducts(query.setPageToken(token).build());
      page.getProductsList().forEach(product -> ids.add(product.getProductId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return ids;
  }

  @Test
  void a_page_token_continues_its_own_query_alone() {
    active("TOKEN-1");
    active("TOKEN-2");
    String token =
        catalog()
            .listProducts(ListProductsRequest.newBuilder().setPageSize(1).build())
            .getNextPageToken();

    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () ->
            catalog()
                .listProducts(
                    ListProductsRequest.newBuilder()
                        .setSellerId(SELLER)
                        .setPageToken(token)
                        .build()));
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () ->
            catalog()
                .listProducts(ListProductsRequest.newBuilder().setPageToken("nonsense").build()));
  }

  @Test
  void drafts_are_listed_for_their_seller_and_admins_alone() {
    Product draft = create(hat("DRAFT-2", ProductStatus.PRODUCT_STATUS_DRAFT));
    ListProductsRequest drafts =
        ListProductsRequest.newBuilder()
            .setStatus(ProductStatus.PRODUCT_STATUS_DRAFT)
            .setSellerId(SELLER)
            .build();

    assertThat(seller().listProducts(drafts).getProductsList()).contains(draft);
    assertThat(admin().listProducts(drafts).getProductsList()).contains(draft);
    assertRefused(Reason.TOKEN_MISSING, () -> catalog().listProducts(drafts));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () -> seller().listProducts(drafts.toBuilder().clearSellerId().build()));
  }

  @Test
  void offers_name_the_options_where_there_are_several_variants() {
    create(
        hat("OFFER-1", ProductStatus.PRODUCT_STATUS_ACTIVE).toBuilder()
            .setVariants(0, variant("OFFER-1", 5).toBuilder().putOptions("size", "M"))
            .addVariants(variant("OFFER-2", 6).toBuilder().putOptions("size", "L"))
            .build());

    assertThat(offers("OFFER-1", "NONE-1", "not a sku"))
        .singleElement()
        .satisfies(offer -> {
          assertThat(offer.getName()).isEqualTo("Hat (M)");
          assertThat(offer.getPrice()).isEqualTo(pence(5));
          assertThat(offer.getAvailable()).isZero();
          assertThat(offer.getSellerId()).isEqualTo(SELLER);
        });
  }

  @Test
  void stock_goes_from_the_shelf_to_the_buyer_and_back() {
    Product product = active("FLOW-1");
    adjust(stockOf(SELLER, "ROLE_SELLER"), "FLOW-1", 10);
    String order = IDS.next("ord");

    Reservation reserved = orders().reserveStock(reservation(order, "FLOW-1", 4));
    assertThat(reserved.getState()).isEqualTo(Reservation.State.STATE_ACTIVE);
    assertThat(orders().reserveStock(reservation(order, "FLOW-1", 4))).isEqualTo(reserved);
    assertThat(level("FLOW-1")).isEqualTo(level("FLOW-1", 10, 4));
    assertThat(offers("FLOW-1").getFirst().getAvailable()).isEqualTo(6);

    CommitReservationRequest commit =
        CommitReservationRequest.newBuilder().setOrderId(order).build();
    assertThat(orders().commitReservation(commit).getState())
        .isEqualTo(Reservation.State.STATE_COMMITTED);
    assertThat(orders().commitReservation(commit).getState())
        .isEqualTo(Reservation.State.STATE_COMMITTED);
    assertThat(level("FLOW-1")).isEqualTo(level("FLOW-1", 6, 0));
    assertThat(get(catalog(), product.getProductId()).getVariants(0).getAvailable()).isEqualTo(6);

    RestockReservationRequest restock =
        RestockReservationRequest.newBuilder().setOrderId(order).build();
    assertThat(orders().restockReservation(restock).getState())
        .isEqualTo(Reservation.State.STATE_RESTOCKED);
    orders().restockReservation(restock);
    assertThat(level("FLOW-1")).isEqualTo(level("FLOW-1", 10, 0));
  }

  private static StockLevel level(String sku, int onHand, int reserved) {
    return StockLevel.newBuilder()
        .setSku(sku)
        .setOnHand(onHand)
        .setReserved(reserved)
        .setAvailable(onHand - reserved)
        .addLocations(
            LocationLevel.newBuilder()
                .setLocation("main")
                .setOnHand(onHand)
                .setReserved(reserved)
                .setAvailable(onHand - reserved))
        .build();
  }

  @Test
  void more_than_is_left_is_refused_with_what_is_left() {
    active("SHORT-1");
    adjust(stockOf(SELLER, "ROLE_SELLER"), "SHORT-1", 2);

    ApiException error =
        assertRefused(
            Reason.OUT_OF_STOCK,
            () -> orders().reserveStock(reservation(IDS.next("ord"), "SHORT-1", 3)));

    assertThat(error.getMessage()).contains("SHORT-1").contains("3").contains("2");
    assertRefused(
        Reason.OUT_OF_STOCK,
        () -> orders().reserveStock(reservation(IDS.next("ord"), "UNKNOWN-1", 1)));
    assertThat(level("SHORT-1")).isEqualTo(level("SHORT-1", 2, 0));
  }

  @Test
  void an_order_that_was_released_can_never_reserve() {
    active("LATE-1");
    adjust(stockOf(SELLER, "ROLE_SELLER"), "LATE-1", 2);
    String order = IDS.next("ord");
    ReleaseReservationRequest release =
        ReleaseReservationRequest.newBuilder().setOrderId(order).build();

    assertThat(orders().releaseReservation(release).getState())
        .isEqualTo(Reservation.State.STATE_RELEASED);
    assertRefused(
        Reason.ILLEGAL_STATE, () -> orders().reserveStock(reservation(order, "LATE-1", 1)));
    assertThat(orders().releaseReservation(release).getState())
        .isEqualTo(Reservation.State.STATE_RELEASED);
    assertThat(level("LATE-1")).isEqualTo(level("LATE-1", 2, 0));
  }

  @Test
  void stock_is_adjusted_by_its_seller_alone() {
    active("ADJUST-1");

    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> adjust(stockOf("usr_else", "ROLE_SELLER"), "ADJUST-1", 1));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> adjust(stockOf(SELLER, "ROLE_SELLER"), "NONE-9", 1));
    assertRefused(
        Reason.OUT_OF_STOCK, () -> adjust(stockOf(SELLER, "ROLE_SELLER"), "ADJUST-1", -1));
    assertRefused(
        Reason.INVALID_FIELD, () -> adjust(stockOf(SELLER, "ROLE_SELLER"), "ADJUST-1", 0));
    assertThat(adjust(stockOf("usr_admin", "ROLE_ADMIN"), "ADJUST-1", 3))
        .isEqualTo(level("ADJUST-1", 3, 0));
  }

  @Test
  void an_adjustment_with_a_key_is_made_once() {
    active("KEY-1");
    InventoryServiceBlockingStub stub =
        InventoryServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(
                identity.user(server.grpcPort(), SELLER, "ROLE_SELLER"), "key-1"));

    StockLevel first = adjust(stub, "KEY-1", 5);
    adjust(stockOf(SELLER, "ROLE_SELLER"), "KEY-1", 1);

    assertThat(adjust(stub, "KEY-1", 5)).isEqualTo(first).isEqualTo(level("KEY-1", 5, 0));
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> adjust(stub, "KEY-1", 6));
    assertThat(level("KEY-1")).isEqualTo(level("KEY-1", 6, 0));
  }

  @Test
  void internal_methods_are_for_the_named_services_alone() {
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () ->
            stockOf("usr_admin", "ROLE_ADMIN")
                .reserveStock(reservation(IDS.next("ord"), "ANY-1", 1)));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> catalog().batchGetOffers(BatchGetOffersRequest.getDefaultInstance()));
  }

  @Test
  void a_malformed_id_is_not_found() {
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> get(catalog(), "'; DROP TABLE"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> get(catalog(), IDS.next("prd")));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> level("x".repeat(5000)));
    assertThat(
            catalog()
                .listProducts(
                    ListProductsRequest.newBuilder().setCategoryId("x".repeat(5000)).build()))
        .isEqualTo(ListProductsResponse.getDefaultInstance());
  }
}
