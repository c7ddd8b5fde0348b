package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.DeleteProductRequest;
import dev.souk.product.v1.EraseUserRequest;
import dev.souk.product.v1.ExportProductsRequest;
import dev.souk.product.v1.ExportProductsResponse;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.UndeleteProductRequest;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the service tells of a seller, and what becomes of the products when the account is gone.
 */
class UserDataTest {
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

  @Test
  void an_export_has_every_product_of_the_seller_whatever_its_status_and_nobody_elses() {
    List<Product> made = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      made.add(create(ProductStatus.PRODUCT_STATUS_ACTIVE));
    }
    made.add(create(ProductStatus.PRODUCT_STATUS_DRAFT));
    made.add(create(ProductStatus.PRODUCT_STATUS_ARCHIVED));
    made.add(delete(create(ProductStatus.PRODUCT_STATUS_ACTIVE)));

    assertThat(export(seller)).containsExactlyInAnyOrderElementsOf(made);
    assertThat(export(IDS.next("usr"))).isEmpty();
    assertThat(export("nobody")).isEmpty();
  }

  @Test
  void the_products_of_a_seller_who_is_gone_are_archived() {
    Product active = create(ProductStatus.PRODUCT_STATUS_ACTIVE);
    Product draft = create(ProductStatus.PRODUCT_STATUS_DRAFT);
    assertThat(anybody().getProduct(get(active))).isEqualTo(active);

    EraseUserRequest request = EraseUserRequest.newBuilder().setUserId(seller).build();
    assertThat(userService().eraseUser(request).getMore()).isFalse();
    List<Product> archived = export(seller);
    assertThat(userService().eraseUser(request).getMore()).isFalse();

    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> anybody().getProduct(get(active)));
    assertThat(archived)
        .allMatch(product -> product.getStatus() == ProductStatus.PRODUCT_STATUS_ARCHIVED)
        .extracting(Product::getProductId)
        .containsExactlyInAnyOrder(active.getProductId(), draft.getProductId());
    assertThat(export(seller)).as("a repetition changes nothing").isEqualTo(archived);
  }

  @Test
  void more_products_than_one_call_archives_take_more_calls() {
    for (int i = 0; i < 101; i++) {
      Product _ = create(ProductStatus.PRODUCT_STATUS_DRAFT);
    }
    EraseUserRequest request = EraseUserRequest.newBuilder().setUserId(seller).build();
    assertThat(userService().eraseUser(request).getMore()).isTrue();
    assertThat(userService().eraseUser(request).getMore()).isFalse();
    assertThat(export(seller))
        .hasSize(101)
        .allMatch(product -> product.getStatus() == ProductStatus.PRODUCT_STATUS_ARCHIVED);
  }

  @Test
  void a_deleted_product_of_a_seller_who_is_gone_comes_back_archived() {
    Product deleted = delete(create(ProductStatus.PRODUCT_STATUS_ACTIVE));
    EraseUserRequest request = EraseUserRequest.newBuilder().setUserId(seller).build();
    assertThat(userService().eraseUser(request).getMore()).isFalse();
    assertThat(userService().eraseUser(request).getMore()).isFalse();

    Product back =
        ProductServiceGrpc.newBlockingStub(
                identity.user(server.grpcPort(), IDS.next("usr"), "ROLE_ADMIN"))
            .undeleteProduct(
                UndeleteProductRequest.newBuilder().setProductId(deleted.getProductId()).build());
    assertThat(back.getStatus()).isEqualTo(ProductStatus.PRODUCT_STATUS_ARCHIVED);
  }

  @Test
  void only_user_service_may_ask() {
    UserDataServiceBlockingStub orders =
        UserDataServiceGrpc.newBlockingStub(
            identity.service(server.grpcPort(), "product-service", "order-service"));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> orders.eraseUser(EraseUserRequest.newBuilder().setUserId(seller).build()));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> orders.exportProducts(ExportProductsRequest.newBuilder().setUserId(seller).build()));
  }

  private static UserDataServiceBlockingStub userService() {
    return UserDataServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "product-service", "user-service"));
  }

  private static ProductServiceBlockingStub anybody() {
    return ProductServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()));
  }

  private static GetProductRequest get(Product product) {
    return GetProductRequest.newBuilder().setProductId(product.getProductId()).build();
  }

  private static List<Product> export(String userId) {
    List<Product> found = new ArrayList<>();
    String token = "";
    do {
      ExportProductsResponse page =
          userService()
              .exportProducts(
                  ExportProductsRequest.newBuilder().setUserId(userId).setPageToken(token).build());
      found.addAll(page.getProductsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }

  private Product delete(Product product) {
    return ProductServiceGrpc.newBlockingStub(
            identity.user(server.grpcPort(), seller, "ROLE_SELLER"))
        .deleteProduct(
            DeleteProductRequest.newBuilder().setProductId(product.getProductId()).build());
  }

  private Product create(ProductStatus status) {
    Money price = Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(1999).build();
    Product hat =
        Product.newBuilder()
            .setName("Hat")
            .setStatus(status)
            .addVariants(
                Variant.newBuilder().setSku("GONE-" + SKUS.incrementAndGet()).setPrice(price))
            .build();
    return ProductServiceGrpc.newBlockingStub(
            identity.user(server.grpcPort(), seller, "ROLE_SELLER"))
        .createProduct(CreateProductRequest.newBuilder().setProduct(hat).build());
  }
}
