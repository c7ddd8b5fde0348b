package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.ListCategoriesRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("31, 32, 37: texts that orders could not keep are refused")
class StorableTextTest {
  private static final String NUL = "a\u0000b";

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

  private static List<Product.Builder> withNul(Product product) {
    return List.of(
        product.toBuilder().setName(NUL),
        product.toBuilder().setDescription(NUL),
        product.toBuilder().setBrand(NUL),
        product.toBuilder().addTags(NUL),
        product.toBuilder().putAttributes(NUL, "x"),
        product.toBuilder().putAttributes("x", NUL),
        product.toBuilder().setVariants(0, product.getVariants(0).toBuilder().putOptions(NUL, "x")),
        product.toBuilder()
            .setVariants(0, product.getVariants(0).toBuilder().putOptions("x", NUL)));
  }

  @Test
  void a_product_has_no_nul_in_any_of_its_texts() {
    Product product = shop.create(CatalogShop.hat("NUL-1"));
    Product other = CatalogShop.hat("NUL-2").build();
    withNul(other).forEach(bad -> assertRefused(Reason.INVALID_FIELD, () -> shop.create(bad)));
    withNul(product)
        .forEach(bad ->
            assertRefused(
                Reason.INVALID_FIELD,
                () ->
                    shop.update(
                        bad, "name", "description", "brand", "tags", "attributes", "variants")));
    assertThat(CatalogShop.get(shop.seller(), product.getProductId())).isEqualTo(product);
    assertThat(shop.offers("NUL-2")).isEmpty();
  }

  @Test
  void what_a_picture_shows_has_none_either() {
    Product product = shop.create(CatalogShop.hat("NUL-3"));
    var seller = Pictures.as(shop.of(shop.sellerId, "ROLE_SELLER"));
    var upload = Pictures.picture(product, Pictures.png(2, 2)).toBuilder();
    assertRefused(
        Reason.INVALID_FIELD,
        () -> seller.uploadProductImage(upload.clone().setAltText(NUL).build()));
    ProductImage image = seller.uploadProductImage(upload.build());
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            shop.update(
                product.toBuilder().clearEtag().addImages(image.toBuilder().setAltText(NUL)),
                "images"));
    assertThat(CatalogShop.get(shop.seller(), product.getProductId()).getImagesList())
        .containsExactly(image);
  }

  @Test
  void nor_has_a_category() {
    CreateCategoryRequest request =
        CreateCategoryRequest.newBuilder().setCategory(Category.newBuilder().setName(NUL)).build();
    assertRefused(Reason.INVALID_FIELD, () -> shop.admin().createCategory(request));
    assertThat(
            shop.visitor()
                .listCategories(ListCategoriesRequest.getDefaultInstance())
                .getCategoriesCount())
        .isZero();
  }
}
