package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.product.inventory.Together;
import dev.souk.product.v1.GetProductBySlugRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ListRelatedProductsRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductImage;
import dev.souk.product.v1.ProductStatus;
import dev.souk.product.v1.Variant;
import dev.souk.type.v1.Money;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("36, 39, 40, 44, 45: what is said of a product")
class ProductModelTest {
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

  private static Variant.Builder variant(String sku, long price, long compareAt) {
    return Variant.newBuilder()
        .setSku(sku)
        .setPrice(CatalogShop.pence(price))
        .setCompareAtPrice(CatalogShop.pence(compareAt));
  }

  @Test
  void attributes_are_kept_in_one_form_of_unicode() {
    Product product =
        shop.create(
            CatalogShop.hat("ATTR-1")
                .setName(" Cafe\u0301 ")
                .putAttributes(" mate\u0301riau ", "lin ")
                .addTags("e\u0301te\u0301")
                .addTags("\u00e9t\u00e9"));

    assertThat(product.getName()).isEqualTo("Caf\u00e9");
    assertThat(product.getAttributesMap()).containsExactly(Map.entry("mat\u00e9riau", "lin"));
    assertThat(product.getTagsList()).containsExactly("\u00e9t\u00e9");
    assertThat(CatalogShop.get(shop.visitor(), product.getProductId())).isEqualTo(product);

    Product replaced =
        shop.update(product.toBuilder().clearAttributes().putAttributes("size", "M"), "attributes");
    assertThat(replaced.getAttributesMap()).containsExactly(Map.entry("size", "M"));
  }

  @Test
  void attributes_out_of_bounds_are_refused() {
    Map<String, String> many =
        IntStream.range(0, 31).boxed().collect(Collectors.toMap(i -> "a" + i, i -> "b"));
    for (Map<String, String> bad :
        List.of(
            many,
            Map.of("", "b"),
            Map.of("a", ""),
            Map.of(" ", "b"),
            Map.of("a", " "),
            Map.of("a".repeat(51), "b"),
            Map.of("a", "b".repeat(201)),
            Map.of("\u00e9", "1", "e\u0301", "2"))) {
      assertRefused(
          Reason.INVALID_FIELD,
          () -> shop.create(CatalogShop.hat("ATTR-BAD").putAllAttributes(bad)));
    }
    assertThat(
            shop.create(
                    CatalogShop.hat("ATTR-30")
                        .putAllAttributes(
                            IntStream.range(0, 30)
                                .boxed()
                                .collect(
                                    Collectors.toMap(
                                        i -> "\u00e9".repeat(48) + (i + 10),
                                        i -> "\u00fc".repeat(200)))))
                .getAttributesMap())
        .hasSize(30);
  }

  @Test
  void a_price_to_compare_with_is_higher_and_in_the_same_currency() {
    for (Money bad :
        List.of(
            CatalogShop.pence(1999),
            CatalogShop.pence(0),
            CatalogShop.pence(-5),
            CatalogShop.pence(Long.MAX_VALUE),
            Money.newBuilder().setCurrencyCode("EUR").setMinorUnits(5000).build())) {
      assertRefused(
          Reason.INVALID_FIELD,
          () ->
              shop.create(
                  CatalogShop.hat("CMP-BAD")
                      .setVariants(0, variant("CMP-BAD", 1999, 1).setCompareAtPrice(bad))));
    }
    Product product = shop.create(CatalogShop.hat("CMP-1").setVariants(0, variant("CMP-1", 0, 1)));
    assertThat(product.getVariants(0).getCompareAtPrice()).isEqualTo(CatalogShop.pence(1));
    assertThat(product.getVariants(0).getPrice()).isEqualTo(CatalogShop.pence(0));
    assertThat(product.getVariants(0).hasLowestPrice30Days()).isFalse();
    assertThat(CatalogShop.get(shop.visitor(), product.getProductId())).isEqualTo(product);
  }

  @Test
  void a_reduced_price_shows_the_lowest_before_it() {
    Product product =
        shop.create(CatalogShop.hat("LOW-1").setVariants(0, variant("LOW-1", 3000, 4000)));
    shop.update(
        product.toBuilder().clearEtag().setVariants(0, variant("LOW-1", 2500, 4000)), "variants");
    Product reduced =
        shop.update(
            product.toBuilder().clearEtag().setVariants(0, variant("LOW-1", 2000, 4000)),
            "variants");
    assertThat(reduced.getVariants(0).getLowestPrice30Days()).isEqualTo(CatalogShop.pence(2500));

    Product renamed = shop.update(reduced.toBuilder().setName("Cap"), "name");
    assertThat(renamed.getVariantsList()).isEqualTo(reduced.getVariantsList());
    assertThat(CatalogShop.get(shop.visitor(), product.getProductId())).isEqualTo(renamed);

    Product raised =
        shop.update(
            renamed.toBuilder()
                .setVariants(
                    0, Variant.newBuilder().setSku("LOW-1").setPrice(CatalogShop.pence(9000))),
            "variants");
    assertThat(raised.getVariants(0).hasLowestPrice30Days()).isFalse();
    assertThat(raised.getVariants(0).hasCompareAtPrice()).isFalse();
  }

  @Test
  void prices_of_concurrent_changes_are_all_remembered() throws Exception {
    Product product = shop.create(CatalogShop.hat("RACE-1"));
    List<Object> outcomes =
        Together.run(
            8,
            i ->
                shop.update(
                    product.toBuilder()
                        .clearEtag()
                        .setVariants(
                            0,
                            Variant.newBuilder()
                                .setSku("RACE-1")
                                .setPrice(CatalogShop.pence(1000 + i))),
                    "variants"));
    assertThat(outcomes).allMatch(Product.class::isInstance);
    Product reduced =
        shop.update(
            product.toBuilder()
                .clearEtag()
                .setVariants(
                    0, Variant.newBuilder().setSku("RACE-1").setPrice(CatalogShop.pence(1))),
            "variants");
    assertThat(reduced.getVariants(0).getLowestPrice30Days()).isEqualTo(CatalogShop.pence(1000));
  }

  @Test
  void a_product_is_found_by_its_slug_where_it_may_be_seen() {
    Product product = shop.create(CatalogShop.hat("SLUG-1"));
    Product draft =
        shop.create(CatalogShop.hat("SLUG-2").setStatus(ProductStatus.PRODUCT_STATUS_DRAFT));

    assertThat(shop.visitor().getProductBySlug(slug(product.getSlug()))).isEqualTo(product);
    assertThat(shop.seller().getProductBySlug(slug(draft.getSlug()))).isEqualTo(draft);
    for (String hidden : List.of(draft.getSlug(), "none", "../x", "HAT-" + product.getSlug())) {
      assertRefused(Reason.RESOURCE_NOT_FOUND, () -> shop.visitor().getProductBySlug(slug(hidden)));
    }
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> shop.otherSeller().getProductBySlug(slug(draft.getSlug())));
    assertRefused(Reason.INVALID_FIELD, () -> shop.visitor().getProductBySlug(slug("")));
  }

  @Test
  void featured_products_are_listed_by_themselves() {
    Product featured = shop.create(CatalogShop.hat("FEAT-1").setFeatured(true));
    Product plain = shop.create(CatalogShop.hat("FEAT-2"));
    ListProductsRequest.Builder query = ListProductsRequest.newBuilder().setFeatured(true);
    assertThat(CatalogShop.list(shop.visitor(), query))
        .contains(featured.getProductId())
        .doesNotContain(plain.getProductId());

    shop.update(plain.toBuilder().setFeatured(true), "featured");
    shop.update(featured.toBuilder().setFeatured(false), "featured");
    assertThat(CatalogShop.list(shop.visitor(), query))
        .contains(plain.getProductId())
        .doesNotContain(featured.getProductId());
    assertRefused(
        Reason.INVALID_FIELD,
        () -> CatalogShop.list(shop.visitor(), query.setSellerId(shop.sellerId)));
  }

  @Test
  void only_pictures_of_the_product_can_be_put_in_order() {
    ProductImage unknown = ProductImage.newBuilder().setImageId("img_none").build();
    assertRefused(
        Reason.INVALID_FIELD, () -> shop.create(CatalogShop.hat("IMG-1").addImages(unknown)));
    Product product = shop.create(CatalogShop.hat("IMG-1"));
    assertRefused(
        Reason.INVALID_FIELD, () -> shop.update(product.toBuilder().addImages(unknown), "images"));
  }

  @Test
  void related_products_share_a_category_and_the_most_tags_come_first() {
    Product product = shop.create(CatalogShop.hat("REL-1").addTags("straw").addTags("summer"));
    Product both = shop.create(CatalogShop.hat("REL-2").addTags("summer").addTags("straw"));
    Product one = shop.create(CatalogShop.hat("REL-3").addTags("summer"));
    shop.create(CatalogShop.hat("REL-4").setStatus(ProductStatus.PRODUCT_STATUS_DRAFT));

    List<String> related =
        shop
            .visitor()
            .listRelatedProducts(
                ListRelatedProductsRequest.newBuilder()
                    .setProductId(product.getProductId())
                    .build())
            .getProductsList()
            .stream()
            .map(Product::getProductId)
            .toList();

    assertThat(related)
        .startsWith(both.getProductId(), one.getProductId())
        .doesNotContain(product.getProductId())
        .hasSizeLessThanOrEqualTo(12);
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            shop.visitor()
                .listRelatedProducts(
                    ListRelatedProductsRequest.newBuilder().setProductId("x").build()));
  }

  private static GetProductBySlugRequest slug(String slug) {
    return GetProductBySlugRequest.newBuilder().setSlug(slug).build();
  }
}
