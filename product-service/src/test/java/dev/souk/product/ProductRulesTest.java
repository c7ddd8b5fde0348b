package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a product cannot say of itself. */
class ProductRulesTest {
  @TempDir static Path folder;
  private static CatalogShop shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new CatalogShop(folder, Map.of());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static Variant variant(String sku, Map<String, String> options) {
    return CatalogShop.variant(sku, 1999).toBuilder().putAllOptions(options).build();
  }

  private static Product.Builder hat(Variant... variants) {
    Product.Builder product = CatalogShop.hat("NONE").clearVariants();
    for (Variant variant : variants) {
      product.addVariants(variant);
    }
    return product;
  }

  @Test
  @DisplayName("38: options set variants apart")
  void no_two_variants_have_the_same_options() {
    Variant small = variant("SIZE-S", Map.of("size", "S", "colour", "red"));
    Variant again = variant("SIZE-S2", Map.of("colour", "red", "size", "S"));
    Variant large = variant("SIZE-L", Map.of("size", "L", "colour", "red"));
    var refusal = assertRefused(Reason.INVALID_FIELD, () -> shop.create(hat(small, large, again)));
    assertThat(refusal.variable("field")).isEqualTo("product.variants[2].options");
    Product product = shop.create(hat(small, large));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> shop.update(product.toBuilder().addVariants(again), "variants"));
    assertThat(CatalogShop.get(shop.seller(), product.getProductId())).isEqualTo(product);
    assertThat(
            shop.create(hat(variant("BARE-1", Map.of()), variant("BARE-2", Map.of())))
                .getVariantsCount())
        .as("without options nothing is said to set them apart")
        .isEqualTo(2);
  }

  @Test
  @DisplayName("40: a status that is named has a value")
  void a_status_is_not_lost_by_naming_it() {
    Product product = shop.create(CatalogShop.hat("STATUS-1"));
    var refusal =
        assertRefused(
            Reason.INVALID_FIELD,
            () -> shop.update(product.toBuilder().clearStatus().setName("Cap"), "status", "name"));
    assertThat(refusal.variable("field")).isEqualTo("product.status");
    Product same = CatalogShop.get(shop.seller(), product.getProductId());
    assertThat(same).isEqualTo(product);
    assertThat(shop.update(product.toBuilder().clearStatus().setName("Cap"), "name").getStatus())
        .isEqualTo(ProductStatus.PRODUCT_STATUS_ACTIVE);
  }
}
