package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.ListLowStockRequest;
import dev.souk.inventory.v1.ListLowStockResponse;
import dev.souk.inventory.v1.ListStockEntriesRequest;
import dev.souk.inventory.v1.ListStockEntriesResponse;
import dev.souk.inventory.v1.LocationLevel;
import dev.souk.inventory.v1.ReservationLine;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.inventory.v1.StockEntry;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.inventory.v1.UpdateLowStockThresholdRequest;
import dev.souk.inventory.v1.WatchedStockLevel;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductStatus;
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

/** Locations, thresholds and ledgers over gRPC, behind the real interceptors. */
class StockRpcsTest {
  private static final Ids IDS = new Ids(Clock.systemUTC());

  @TempDir static Path folder;
  private static TestIdentity identity;
  private static FakeSellers sellers;
  private static RunningServer server;

  private final String seller = IDS.next("usr");

  @BeforeAll
  static void start() throws IOException {
    identity = new TestIdentity(folder);
    sellers = new FakeSellers();
    Map<String, String> env = identity.env();
    env.putAll(TestDynamo.newTables());
    env.putAll(sellers.settings());
    env.put("SOUK_LOW_STOCK_THRESHOLD", "3");
    server = ProductServer.start(env);
  }

  @AfterAll
  static void stop() {
    server.close();
    sellers.close();
    identity.close();
  }

  @Test
  void a_level_has_its_locations_and_can_be_read_of_one_of_them() {
    offer("PLACE-1");
    StockLevel here = adjust("PLACE-1", "", 4);
    assertThat(here.getLocationsList()).containsExactly(at("main", 4));
    StockLevel both = adjust("PLACE-1", "oslo", 2);
    assertThat(both.getOnHand()).isEqualTo(6);
    assertThat(both.getLocationsList()).containsExactly(at("main", 4), at("oslo", 2));

    assertThat(level("PLACE-1", "")).isEqualTo(both);
    assertThat(level("PLACE-1", "oslo").getAvailable()).isEqualTo(2);
    assertThat(level("PLACE-1", "rome").getAvailable()).isZero();
    for (String wrong : List.of("Oslo", "-oslo", "os_lo", "o".repeat(33), "ö")) {
      assertRefused(Reason.INVALID_FIELD, () -> level("PLACE-1", wrong));
      assertRefused(Reason.INVALID_FIELD, () -> adjust("PLACE-1", wrong, 1));
    }
  }

  @Test
  void an_adjustment_is_answered_as_it_was_at_first_locations_included() {
    offer("AGAIN-1");
    InventoryServiceBlockingStub keyed =
        InventoryServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(
                identity.user(server.grpcPort(), seller, "ROLE_SELLER"), "again"));
    AdjustStockRequest request = adjustment("AGAIN-1", "oslo", 5).build();
    StockLevel first = keyed.adjustStock(request);
    adjust("AGAIN-1", "", 9);

    assertThat(keyed.adjustStock(request)).isEqualTo(first);
    assertThat(level("AGAIN-1", "").getOnHand()).isEqualTo(14);
    assertRefused(
        Reason.IDEMPOTENCY_KEY_REUSED,
        () -> keyed.adjustStock(adjustment("AGAIN-1", "rome", 5).build()));
  }

  @Test
  void deltas_that_would_overflow_or_go_below_zero_are_refused() {
    offer("EDGE-1");
    for (int delta : List.of(0, 1_000_001, -1_000_001, Integer.MIN_VALUE, Integer.MAX_VALUE)) {
      assertRefused(Reason.INVALID_FIELD, () -> adjust("EDGE-1", "", delta));
    }
    assertRefused(Reason.OUT_OF_STOCK, () -> adjust("EDGE-1", "", -1));
    assertRefused(Reason.OUT_OF_STOCK, () -> adjust("EDGE-1", "oslo", -1_000_000));
    assertThat(level("EDGE-1", "").getLocationsList()).isEmpty();
  }

  @Test
  void a_ledger_tells_why_and_who_newest_first() {
    offer("BOOK-1");
    adjust("BOOK-1", "", 5);
    adjust("BOOK-1", "oslo", 2);
    String orderId = IDS.next("ord");
    sell(orderId, "BOOK-1", 6);

    List<StockEntry> entries = entries("BOOK-1", 3);
    assertThat(entries)
        .extracting(
            StockEntry::getLocation,
            StockEntry::getDelta,
            StockEntry::getReason,
            StockEntry::getActor,
            StockEntry::getReference)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("oslo", -1, "SALE", "order-service", orderId),
            org.assertj.core.groups.Tuple.tuple("main", -5, "SALE", "order-service", orderId),
            org.assertj.core.groups.Tuple.tuple("oslo", 2, "RESTOCK", seller, ""),
            org.assertj.core.groups.Tuple.tuple("main", 5, "RESTOCK", seller, ""));
    assertThat(entries.getLast().getDelta()).isEqualTo(5);
    assertThat(entries("BOOK-1", 1)).isEqualTo(entries);
    assertThat(entries("BOOK-1", 4)).isEqualTo(entries);
  }

  @Test
  void ledgers_and_thresholds_are_their_sellers_and_admins_alone() {
    offer("MINE-1");
    adjust("MINE-1", "", 1);
    InventoryServiceBlockingStub other = stock(IDS.next("usr"), "ROLE_SELLER");
    InventoryServiceBlockingStub customer = stock(seller, "ROLE_CUSTOMER");
    InventoryServiceBlockingStub admin = stock(IDS.next("usr"), "ROLE_ADMIN");

    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> other.listStockEntries(ledger("MINE-1", 20, "")));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> other.updateLowStockThreshold(threshold("MINE-1", 9)));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> other.adjustStock(adjustment("MINE-1", "", 1).build()));
    assertRefused(Reason.ROLE_REQUIRED, () -> customer.listStockEntries(ledger("MINE-1", 20, "")));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () -> customer.listLowStock(ListLowStockRequest.getDefaultInstance()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> admin.listStockEntries(ledger("NOBODYS-1", 20, "")));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> admin.updateLowStockThreshold(threshold("not a SKU", 9)));
    assertThat(admin.listStockEntries(ledger("MINE-1", 20, "")).getEntriesCount()).isEqualTo(1);
    assertThat(low(other)).isEmpty();
    assertThat(low(admin)).contains("MINE-1");
    assertThat(low(stock(seller, "ROLE_SELLER"))).containsExactly("MINE-1");
  }

  @Test
  void a_threshold_is_set_by_the_seller_and_is_three_before() {
    offer("WATCH-1");
    adjust("WATCH-1", "", 4);
    InventoryServiceBlockingStub mine = stock(seller, "ROLE_SELLER");
    assertThat(low(mine)).isEmpty();

    WatchedStockLevel watched = mine.updateLowStockThreshold(threshold("WATCH-1", 4));
    assertThat(watched.getLow()).isTrue();
    assertThat(watched.getLowStockThreshold()).isEqualTo(4);
    assertThat(watched.getOnHand()).isEqualTo(4);
    ListLowStockResponse page = mine.listLowStock(ListLowStockRequest.getDefaultInstance());
    assertThat(page.getLevelsList()).containsExactly(watched);

    assertRefused(
        Reason.INVALID_FIELD, () -> mine.updateLowStockThreshold(threshold("WATCH-1", -1)));
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            mine.updateLowStockThreshold(
                UpdateLowStockThresholdRequest.newBuilder().setSku("WATCH-1").build()));
    assertThat(mine.updateLowStockThreshold(threshold("WATCH-1", 0)).getLow()).isFalse();
    sellers.bar(seller);
    assertRefused(
        Reason.ROLE_REQUIRED, () -> mine.updateLowStockThreshold(threshold("WATCH-1", 9)));
  }

  @Test
  void page_tokens_are_of_their_query() {
    offer("TOKEN-1");
    adjust("TOKEN-1", "", 1);
    adjust("TOKEN-1", "", 1);
    offer("TOKEN-2");
    InventoryServiceBlockingStub mine = stock(seller, "ROLE_SELLER");
    String token = mine.listStockEntries(ledger("TOKEN-1", 1, "")).getNextPageToken();
    assertThat(token).isNotEmpty();
    assertRefused(
        Reason.PAGE_TOKEN_INVALID, () -> mine.listStockEntries(ledger("TOKEN-2", 1, token)));
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () -> mine.listLowStock(ListLowStockRequest.newBuilder().setPageToken(token).build()));
  }

  private static LocationLevel at(String location, int units) {
    return LocationLevel.newBuilder()
        .setLocation(location)
        .setOnHand(units)
        .setAvailable(units)
        .build();
  }

  private void offer(String sku) {
    Money price = Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(1999).build();
    Product hat =
        Product.newBuilder()
            .setName("Hat")
            .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
            .addVariants(Variant.newBuilder().setSku(sku).setPrice(price))
            .build();
    Product _ =
        ProductServiceGrpc.newBlockingStub(identity.user(server.grpcPort(), seller, "ROLE_SELLER"))
            .createProduct(CreateProductRequest.newBuilder().setProduct(hat).build());
  }

  private static InventoryServiceBlockingStub stock(String userId, String role) {
    return InventoryServiceGrpc.newBlockingStub(identity.user(server.grpcPort(), userId, role));
  }

  private StockLevel adjust(String sku, String location, int delta) {
    return stock(seller, "ROLE_SELLER").adjustStock(adjustment(sku, location, delta).build());
  }

  private static AdjustStockRequest.Builder adjustment(String sku, String location, int delta) {
    return AdjustStockRequest.newBuilder()
        .setSku(sku)
        .setLocation(location)
        .setDelta(delta)
        .setReason("RESTOCK");
  }

  private static StockLevel level(String sku, String location) {
    return InventoryServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()))
        .getStockLevel(GetStockLevelRequest.newBuilder().setSku(sku).setLocation(location).build());
  }

  private static UpdateLowStockThresholdRequest threshold(String sku, int threshold) {
    return UpdateLowStockThresholdRequest.newBuilder()
        .setSku(sku)
        .setLowStockThreshold(threshold)
        .build();
  }

  private static ListStockEntriesRequest ledger(String sku, int size, String token) {
    return ListStockEntriesRequest.newBuilder()
        .setSku(sku)
        .setPageSize(size)
        .setPageToken(token)
        .build();
  }

  private List<StockEntry> entries(String sku, int size) {
    List<StockEntry> found = new ArrayList<>();
    String token = "";
    do {
      ListStockEntriesResponse page =
          stock(seller, "ROLE_SELLER").listStockEntries(ledger(sku, size, token));
      assertThat(page.getEntriesCount()).isLessThanOrEqualTo(size);
      found.addAll(page.getEntriesList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }

  private static List<String> low(InventoryServiceBlockingStub stock) {
    return stock
        .listLowStock(ListLowStockRequest.newBuilder().setPageSize(100).build())
        .getLevelsList()
        .stream()
        .map(WatchedStockLevel::getSku)
        .toList();
  }

  private static void sell(String orderId, String sku, int quantity) {
    InventoryServiceBlockingStub orders =
        InventoryServiceGrpc.newBlockingStub(
            identity.service(server.grpcPort(), "product-service", "order-service"));
    var _ =
        orders.reserveStock(
            ReserveStockRequest.newBuilder()
                .setOrderId(orderId)
                .addLines(ReservationLine.newBuilder().setSku(sku).setQuantity(quantity))
                .setTtl(Durations.fromMinutes(1))
                .build());
    var _ =
        orders.commitReservation(CommitReservationRequest.newBuilder().setOrderId(orderId).build());
  }
}
