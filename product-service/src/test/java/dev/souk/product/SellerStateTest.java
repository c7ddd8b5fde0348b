package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.UpdateProductRequest;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import io.grpc.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sellers whose token says more than their account does by now. */
class SellerStateTest {
  private static final Ids IDS = new Ids(Clock.systemUTC());
  private static final AtomicInteger SKUS = new AtomicInteger();

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
    server = ProductServer.start(env);
  }

  @AfterAll
  static void stop() {
    server.close();
    sellers.close();
    identity.close();
  }

  @AfterEach
  void comeBack() {
    sellers.away(false);
  }

  @Test
  void a_seller_who_was_disabled_or_is_none_any_more_changes_nothing() {
    Product product = create(seller, "ROLE_SELLER");
    sellers.bar(seller);

    assertRefused(Reason.ROLE_REQUIRED, () -> create(seller, "ROLE_SELLER"));
    assertRefused(Reason.ROLE_REQUIRED, () -> rename(product, seller, "ROLE_SELLER"));
    assertRefused(Reason.ROLE_REQUIRED, () -> adjust(product, seller, "ROLE_SELLER"));
    assertThat(get(product).getName()).isEqualTo("Hat");
  }

  @Test
  void while_user_service_is_away_no_seller_changes_anything() {
    Product product = create(seller, "ROLE_SELLER");
    sellers.away(true);

    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> create(seller, "ROLE_SELLER"));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> rename(product, seller, "ROLE_SELLER"));
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> adjust(product, seller, "ROLE_SELLER"));
    assertThat(get(product).getName()).isEqualTo("Hat");

    sellers.away(false);
    assertThat(rename(product, seller, "ROLE_SELLER").getName()).isEqualTo("Cap");
  }

  @Test
  void administrators_are_not_asked_about() {
    sellers.away(true);
    String admin = IDS.next("usr");

    Product product = create(admin, "ROLE_SELLER", "ROLE_ADMIN");
    assertThat(rename(product, admin, "ROLE_ADMIN").getName()).isEqualTo("Cap");
    assertThat(adjust(product, admin, "ROLE_ADMIN").getOnHand()).isEqualTo(5);
    assertThat(sellers.asked()).doesNotContain(admin);
  }

  private static Channel as(String userId, String... roles) {
    return identity.user(server.grpcPort(), userId, roles);
  }

  private static Product create(String userId, String... roles) {
    Money price = Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(1999).build();
    Product hat =
        Product.newBuilder()
            .setName("Hat")
            .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
            .addVariants(
                Variant.newBuilder().setSku("STATE-" + SKUS.incrementAndGet()).setPrice(price))
            .build();
    return ProductServiceGrpc.newBlockingStub(as(userId, roles))
        .createProduct(CreateProductRequest.newBuilder().setProduct(hat).build());
  }

  private static Product rename(Product product, String userId, String... roles) {
    return ProductServiceGrpc.newBlockingStub(as(userId, roles))
        .updateProduct(
            UpdateProductRequest.newBuilder()
                .setProduct(product.toBuilder().setName("Cap"))
                .setUpdateMask(FieldMask.newBuilder().addPaths("name"))
                .build());
  }

  private static StockLevel adjust(Product product, String userId, String... roles) {
    return InventoryServiceGrpc.newBlockingStub(as(userId, roles))
        .adjustStock(
            AdjustStockRequest.newBuilder()
                .setSku(product.getVariants(0).getSku())
                .setDelta(5)
                .setReason("RESTOCK")
                .build());
  }

  private static Product get(Product product) {
    ProductServiceBlockingStub anybody =
        ProductServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()));
    return anybody.getProduct(
        GetProductRequest.newBuilder().setProductId(product.getProductId()).build());
  }
}
