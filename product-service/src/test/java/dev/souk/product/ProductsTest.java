package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.product.v1.GetProductBySkuRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ListProductsResponse;
import dev.souk.product.v1.Offer;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.UpdateProductRequest;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("33, 36, 40: products as they are written and read")
class ProductsTest {
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

  @Test
  void a_product_is_read_as_it_was_created() {
    Product created = shop.create(CatalogShop.hat("READ-1"));

    assertThat(created.getSlug()).startsWith("hat-");
    assertThat(created.getSellerId()).isEqualTo(shop.sellerId);
    assertThat(created.getEtag()).isNotEmpty();
    assertThat(CatalogShop.get(shop.visitor(), created.getProductId())).isEqualTo(created);
    assertThat(
            shop.visitor()
                .getProductBySku(GetProductBySkuRequest.newBuilder().setSku("READ-1").build()))
        .isEqualTo(created);
  }

  @Test
  void a_sku_is_taken_once() {
    shop.create(CatalogShop.hat("TAKEN-1"));

    ApiException error =
        assertRefused(Reason.SKU_TAKEN, () -> shop.create(CatalogShop.hat("TAKEN-1")));

    assertThat(error.getMessage()).contains("TAKEN-1");
    assertThat(shop.create(CatalogShop.hat("taken-1")).getVariants(0).getSku())
        .isEqualTo("taken-1");
  }

  @Test
  void a_draft_is_seen_by_its_seller_and_admins_alone() {
    Product draft =
        shop.create(CatalogShop.hat("DRAFT-1").setStatus(ProductStatus.PRODUCT_STATUS_UNSPECIFIED));

    assertThat(draft.getStatus()).isEqualTo(ProductStatus.PRODUCT_STATUS_DRAFT);
    assertThat(CatalogShop.get(shop.seller(), draft.getProductId())).isEqualTo(draft);
    assertThat(CatalogShop.get(shop.admin(), draft.getProductId())).isEqualTo(draft);
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> CatalogShop.get(shop.visitor(), draft.getProductId()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> CatalogShop.get(shop.otherSeller(), draft.getProductId()));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> shop.level("DRAFT-1"));
    assertThat(shop.offers("DRAFT-1")).isEmpty();
  }

  @Test
  void an_update_changes_the_named_fields_alone() {
    Product before = shop.create(CatalogShop.hat("EDIT-1"));

    Product after =
        shop.update(before.toBuilder().setName("Cap").setBrand("Ignored"), "name", "slug");

    assertThat(after.getName()).isEqualTo("Cap");
    assertThat(after.getBrand()).isEmpty();
    assertThat(after.getSlug()).isEqualTo(before.getSlug());
    assertThat(after.getEtag()).isNotEqualTo(before.getEtag());
    assertThat(CatalogShop.get(shop.visitor(), before.getProductId())).isEqualTo(after);
    assertThat(shop.offers("EDIT-1").getFirst().getName()).isEqualTo("Cap");
  }

  @Test
  void an_update_of_an_older_version_is_refused() {
    Product first = shop.create(CatalogShop.hat("STALE-1"));
    shop.update(first.toBuilder().setName("Cap"), "name");

    assertRefused(
        Reason.ETAG_MISMATCH, () -> shop.update(first.toBuilder().setName("Beret"), "name"));
    assertThat(CatalogShop.get(shop.visitor(), first.getProductId()).getName()).isEqualTo("Cap");
  }

  @Test
  void nobody_updates_another_sellers_product() {
    Product product = shop.create(CatalogShop.hat("OWNER-1"));
    UpdateProductRequest request =
        UpdateProductRequest.newBuilder()
            .setProduct(product.toBuilder().setName("Mine").build())
            .setUpdateMask(FieldMask.newBuilder().addPaths("name"))
            .build();

    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> shop.otherSeller().updateProduct(request));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () -> shop.catalogOf(shop.sellerId, "ROLE_CUSTOMER").updateProduct(request));
    assertRefused(Reason.TOKEN_MISSING, () -> shop.visitor().updateProduct(request));
    assertThat(shop.admin().updateProduct(request).getName()).isEqualTo("Mine");
  }

  @Test
  void an_update_of_an_unknown_field_is_refused() {
    Product product = shop.create(CatalogShop.hat("MASK-1"));

    assertRefused(Reason.INVALID_FIELD, () -> shop.update(product.toBuilder(), "price"));
    assertRefused(Reason.INVALID_FIELD, () -> shop.update(product.toBuilder(), "variants.price"));
    assertRefused(Reason.INVALID_FIELD, () -> shop.update(product.toBuilder()));
  }

  @Test
  void a_variant_with_stock_cannot_be_removed() {
    Product product = shop.create(CatalogShop.hat("STOCKED-1"));
    shop.restock("STOCKED-1", 1);
    Product.Builder other =
        product.toBuilder().clearVariants().addVariants(CatalogShop.variant("OTHER-1", 5));

    assertRefused(Reason.ILLEGAL_STATE, () -> shop.update(other, "variants"));

    shop.restock("STOCKED-1", -1);
    assertThat(shop.update(other, "variants").getVariants(0).getSku()).isEqualTo("OTHER-1");
    assertThat(shop.offers("STOCKED-1", "OTHER-1"))
        .extracting(Offer::getSku)
        .containsExactly("OTHER-1");
    assertThat(shop.create(CatalogShop.hat("STOCKED-1")).getVariants(0).getSku())
        .isEqualTo("STOCKED-1");
  }

  @Test
  void bad_products_are_refused_with_the_fields_named() {
    Product.Builder twoCurrencies =
        CatalogShop.hat("BAD-1")
            .addVariants(
                Variant.newBuilder()
                    .setSku("BAD-2")
                    .setPrice(Money.newBuilder().setCurrencyCode("EUR").setMinorUnits(1)));

    assertRefused(Reason.INVALID_FIELD, () -> shop.create(twoCurrencies));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> shop.create(twoCurrencies.clone().setVariants(1, CatalogShop.variant("BAD-1", 1))));
    assertRefused(Reason.INVALID_FIELD, () -> shop.create(twoCurrencies.clone().clearVariants()));
    assertRefused(Reason.INVALID_FIELD, () -> shop.create(CatalogShop.hat("BAD 1")));
    assertRefused(Reason.INVALID_FIELD, () -> shop.create(CatalogShop.hat("BAD-1").setName(" ")));
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            shop.create(CatalogShop.hat("BAD-1").setVariants(0, CatalogShop.variant("BAD-1", -1))));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> shop.create(CatalogShop.hat("BAD-1").addCategoryIds("cat_none")));
    assertThat(shop.offers("BAD-1", "BAD-2")).isEmpty();
  }

  @Test
  void a_malformed_id_is_not_found() {
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> CatalogShop.get(shop.visitor(), "'; DROP TABLE"));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> CatalogShop.get(shop.visitor(), CatalogShop.IDS.next("prd")));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> shop.level("x".repeat(5000)));
    assertThat(
            shop.visitor()
                .listProducts(
                    ListProductsRequest.newBuilder().setCategoryId("x".repeat(5000)).build()))
        .isEqualTo(ListProductsResponse.getDefaultInstance());
  }
}
