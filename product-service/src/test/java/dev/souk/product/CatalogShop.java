package dev.souk.product;

import com.github.benmanes.caffeine.cache.Ticker;
import com.google.protobuf.FieldMask;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.product.v1.BatchGetOffersRequest;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.DeleteProductRequest;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.Offer;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.UndeleteProductRequest;
import dev.souk.product.v1.UpdateProductRequest;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import io.grpc.Channel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A running service behind its real interceptors, with tables of its own, and who calls it. */
final class CatalogShop implements AutoCloseable {
  static final Ids IDS = new Ids(Clock.systemUTC());

  final String sellerId = IDS.next("usr");
  private final TestIdentity identity;
  private final FakeSellers sellers = new FakeSellers();
  private final RunningServer server;

  CatalogShop(Path folder, Map<String, String> settings) throws IOException {
    this(folder, settings, Ticker.systemTicker());
  }

  /** With another time for what is kept in memory. */
  CatalogShop(Path folder, Map<String, String> settings, Ticker cacheTicker) throws IOException {
    identity = new TestIdentity(folder);
    Map<String, String> env = identity.env();
    env.putAll(TestDynamo.newTables());
    env.putAll(sellers.settings());
    env.putAll(settings);
    server = ProductServer.start(env, Clock.systemUTC(), cacheTicker);
  }

  @Override
  public void close() {
    server.close();
    sellers.close();
    identity.close();
  }

  /** An address on the operator's port. */
  URI operatorUri(String path) {
    return URI.create("http://127.0.0.1:" + server.httpPort() + path);
  }

  Channel of(String user, String... roles) {
    return identity.user(server.grpcPort(), user, roles);
  }

  Channel anybody() {
    return identity.anonymous(server.grpcPort());
  }

  ProductServiceBlockingStub catalogOf(String user, String role) {
    return ProductServiceGrpc.newBlockingStub(of(user, role));
  }

  ProductServiceBlockingStub seller() {
    return catalogOf(sellerId, "ROLE_SELLER");
  }

  ProductServiceBlockingStub otherSeller() {
    return catalogOf(IDS.next("usr"), "ROLE_SELLER");
  }

  ProductServiceBlockingStub admin() {
    return catalogOf(IDS.next("usr"), "ROLE_ADMIN");
  }

  ProductServiceBlockingStub visitor() {
    return ProductServiceGrpc.newBlockingStub(anybody());
  }

  InventoryServiceBlockingStub stock() {
    return stockOf(sellerId, "ROLE_SELLER");
  }

  InventoryServiceBlockingStub stockOf(String user, String role) {
    return InventoryServiceGrpc.newBlockingStub(of(user, role));
  }

  StockLevel level(String sku) {
    return InventoryServiceGrpc.newBlockingStub(anybody())
        .getStockLevel(GetStockLevelRequest.newBuilder().setSku(sku).build());
  }

  InventoryServiceBlockingStub orders() {
    return InventoryServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "product-service", "order-service"));
  }

  /** Those to whom products were delivered. */
  FakeBuyers buyers() {
    return sellers.buyers();
  }

  List<Offer> offers(String... skus) {
    return ProductServiceGrpc.newBlockingStub(
            identity.service(server.grpcPort(), "product-service", "cart-service"))
        .batchGetOffers(
            BatchGetOffersRequest.newBuilder()
                .addAllSkus(List.of(skus))
                .setConsistent(true)
                .build())
        .getOffersList();
  }

  static Money pence(long amount) {
    return Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(amount).build();
  }

  static Variant variant(String sku, long pence) {
    return Variant.newBuilder().setSku(sku).setPrice(pence(pence)).build();
  }

  /** An active hat. */
  static Product.Builder hat(String sku) {
    return Product.newBuilder()
        .setName("Hat")
        .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
        .addVariants(variant(sku, 1999));
  }

  Product create(Product.Builder product) {
    return seller().createProduct(CreateProductRequest.newBuilder().setProduct(product).build());
  }

  static Product get(ProductServiceBlockingStub as, String productId) {
    return as.getProduct(GetProductRequest.newBuilder().setProductId(productId).build());
  }

  Product update(Product.Builder product, String... fields) {
    return update(seller(), product, fields);
  }

  static Product update(ProductServiceBlockingStub as, Product.Builder product, String... fields) {
    return as.updateProduct(
        UpdateProductRequest.newBuilder()
            .setProduct(product)
            .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(fields)))
            .build());
  }

  static Product delete(ProductServiceBlockingStub as, String productId, String etag) {
    return as.deleteProduct(
        DeleteProductRequest.newBuilder().setProductId(productId).setEtag(etag).build());
  }

  static Product undelete(ProductServiceBlockingStub as, String productId, String etag) {
    return as.undeleteProduct(
        UndeleteProductRequest.newBuilder().setProductId(productId).setEtag(etag).build());
  }

  static List<String> list(ProductServiceBlockingStub as, ListProductsRequest.Builder query) {
    return as.listProducts(query.setPageSize(100).build()).getProductsList().stream()
        .map(Product::getProductId)
        .toList();
  }

  void restock(String sku, int delta) {
    Object _ =
        stock()
            .adjustStock(
                AdjustStockRequest.newBuilder()
                    .setSku(sku)
                    .setDelta(delta)
                    .setReason("RESTOCK")
                    .build());
  }
}
