package dev.souk.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.FieldMask;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.GetProductRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.UpdateProductRequest;
import dev.souk.product.v1.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the service on one store. */
class TwoInstancesTest {
  @TempDir static Path folder;

  @Test
  @DisplayName("35: cached with invalidation")
  void each_instance_forgets_what_the_other_changed() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      Map<String, String> settings = new HashMap<>(TestDynamo.newTables());
      settings.putAll(kafka.settings());
      // Time stands still where products are kept: nothing is forgotten because it is old.
      try (CatalogShop one =
              new CatalogShop(Files.createDirectory(folder.resolve("one")), settings, () -> 0L);
          CatalogShop other =
              new CatalogShop(Files.createDirectory(folder.resolve("other")), settings, () -> 0L)) {
        Product hat = create(one);
        AtomicInteger changes = new AtomicInteger();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> {
              assertThat(name(other, hat)).isNotEmpty();
              String renamed = "Probe " + changes.incrementAndGet();
              rename(one, hat, renamed);
              return renamed.equals(name(other, hat));
            });
        assertThat(name(one, hat)).isEqualTo("Probe " + changes.get());

        rename(other, hat, "Bowler");
        await()
            .atMost(Duration.ofSeconds(2))
            .untilAsserted(() -> assertThat(name(one, hat)).isEqualTo("Bowler"));
        assertThat(name(other, hat)).isEqualTo("Bowler");
      }
    }
  }

  private static Product create(CatalogShop shop) {
    return shop.seller()
        .createProduct(
            CreateProductRequest.newBuilder()
                .setProduct(
                    Product.newBuilder()
                        .setName("Hat")
                        .setStatus(ProductStatus.PRODUCT_STATUS_ACTIVE)
                        .addVariants(
                            Variant.newBuilder().setSku("HAT").setPrice(CatalogShop.pence(1999))))
                .build());
  }

  private static void rename(CatalogShop shop, Product product, String name) {
    Product renamed =
        shop.admin()
            .updateProduct(
                UpdateProductRequest.newBuilder()
                    .setProduct(
                        Product.newBuilder().setProductId(product.getProductId()).setName(name))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("name"))
                    .build());
    assertThat(renamed.getName()).isEqualTo(name);
  }

  private static String name(CatalogShop shop, Product product) {
    return shop.visitor()
        .getProduct(GetProductRequest.newBuilder().setProductId(product.getProductId()).build())
        .getName();
  }
}
