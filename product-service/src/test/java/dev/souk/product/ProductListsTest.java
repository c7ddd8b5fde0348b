package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.CreateProductRequest;
import dev.souk.product.v1.ListCategoriesRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ListProductsResponse;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import dev.souk.product.v1.ProductStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("34, 37: lists of products")
class ProductListsTest {
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
  void categories_have_unique_names_and_list_their_products() {
    Category garden = category("Garden");

    assertRefused(Reason.CATEGORY_TAKEN, () -> category("GARDEN "));
    assertThat(
            shop.visitor()
                .listCategories(ListCategoriesRequest.getDefaultInstance())
                .getCategoriesList())
        .contains(garden);

    Product rake = shop.create(CatalogShop.hat("RAKE-1").addCategoryIds(garden.getCategoryId()));
    ListProductsRequest inGarden =
        ListProductsRequest.newBuilder().setCategoryId(garden.getCategoryId()).build();
    assertThat(shop.visitor().listProducts(inGarden).getProductsList()).containsExactly(rake);
    assertThat(
            shop.visitor()
                .listProducts(inGarden.toBuilder().setSellerId(shop.sellerId).build())
                .getProductsList())
        .containsExactly(rake);

    shop.update(rake.toBuilder().setStatus(ProductStatus.PRODUCT_STATUS_ARCHIVED), "status");
    assertThat(shop.visitor().listProducts(inGarden).getProductsList()).isEmpty();
  }

  @Test
  void pages_follow_each_other_newest_first_and_miss_nothing() {
    String seller = CatalogShop.IDS.next("usr");
    ProductServiceBlockingStub catalog = shop.catalogOf(seller, "ROLE_SELLER");
    List<String> created = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Product product = CatalogShop.hat(seller.substring(20) + i).build();
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

  @Test
  void a_page_token_continues_its_own_query_alone() {
    shop.create(CatalogShop.hat("TOKEN-1"));
    shop.create(CatalogShop.hat("TOKEN-2"));
    String token =
        shop.visitor()
            .listProducts(ListProductsRequest.newBuilder().setPageSize(1).build())
            .getNextPageToken();

    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () ->
            shop.visitor()
                .listProducts(
                    ListProductsRequest.newBuilder()
                        .setSellerId(shop.sellerId)
                        .setPageToken(token)
                        .build()));
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () ->
            shop.visitor()
                .listProducts(ListProductsRequest.newBuilder().setPageToken("nonsense").build()));
  }

  @Test
  void drafts_are_listed_for_their_seller_and_admins_alone() {
    Product draft =
        shop.create(CatalogShop.hat("DRAFT-2").setStatus(ProductStatus.PRODUCT_STATUS_DRAFT));
    ListProductsRequest drafts =
        ListProductsRequest.newBuilder()
            .setStatus(ProductStatus.PRODUCT_STATUS_DRAFT)
            .setSellerId(shop.sellerId)
            .build();

    assertThat(shop.seller().listProducts(drafts).getProductsList()).contains(draft);
    assertThat(shop.admin().listProducts(drafts).getProductsList()).contains(draft);
    assertRefused(Reason.TOKEN_MISSING, () -> shop.visitor().listProducts(drafts));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () -> shop.seller().listProducts(drafts.toBuilder().clearSellerId().build()));
  }

  private static Category category(String name) {
    return shop.admin()
        .createCategory(
            CreateCategoryRequest.newBuilder()
                .setCategory(Category.newBuilder().setName(name))
                .build());
  }

  private static List<String> walk(ListProductsRequest.Builder query) {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      ListProductsResponse page = shop.visitor().listProducts(query.setPageToken(token).build());
      page.getProductsList().forEach(product -> ids.add(product.getProductId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return ids;
  }
}
