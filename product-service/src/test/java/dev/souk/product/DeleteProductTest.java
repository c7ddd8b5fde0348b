package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.GetStockLevelRequest;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.ReservationLine;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.kit.error.Reason;
import dev.souk.product.inventory.Together;
import dev.souk.product.v1.Category;
import dev.souk.product.v1.CreateCategoryRequest;
import dev.souk.product.v1.GetProductBySkuRequest;
import dev.souk.product.v1.GetProductBySlugRequest;
import dev.souk.product.v1.ListProductsRequest;
import dev.souk.product.v1.ListRelatedProductsRequest;
import dev.souk.product.v1.Product;
import dev.souk.product.v1.ProductServiceGrpc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("33: products are deleted and brought back")
class DeleteProductTest {
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

  private static void assertHidden(Product product) {
    String id = product.getProductId();
    String sku = product.getVariants(0).getSku();
    for (var anyone : List.of(shop.visitor(), shop.seller(), shop.admin())) {
      assertRefused(Reason.RESOURCE_NOT_FOUND, () -> CatalogShop.get(anyone, id));
      assertRefused(
          Reason.RESOURCE_NOT_FOUND,
          () -> anyone.getProductBySku(GetProductBySkuRequest.newBuilder().setSku(sku).build()));
      assertRefused(
          Reason.RESOURCE_NOT_FOUND,
          () ->
              anyone.getProductBySlug(
                  GetProductBySlugRequest.newBuilder().setSlug(product.getSlug()).build()));
      assertRefused(
          Reason.RESOURCE_NOT_FOUND,
          () ->
              anyone.listRelatedProducts(
                  ListRelatedProductsRequest.newBuilder().setProductId(id).build()));
    }
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> shop.stock().getStockLevel(GetStockLevelRequest.newBuilder().setSku(sku).build()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            shop.stock()
                .adjustStock(
                    AdjustStockRequest.newBuilder()
                        .setSku(sku)
                        .setDelta(1)
                        .setReason("RESTOCK")
                        .build()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> shop.update(product.toBuilder().clearEtag(), "name"));
    assertThat(shop.offers(sku)).isEmpty();
    lists(product)
        .forEach(query -> assertThat(CatalogShop.list(shop.seller(), query)).doesNotContain(id));
  }

  private static List<ListProductsRequest.Builder> lists(Product product) {
    return List.of(
        ListProductsRequest.newBuilder(),
        ListProductsRequest.newBuilder().setSellerId(shop.sellerId),
        ListProductsRequest.newBuilder().setCategoryId(product.getCategoryIds(0)),
        ListProductsRequest.newBuilder()
            .setCategoryId(product.getCategoryIds(0))
            .setSellerId(shop.sellerId),
        ListProductsRequest.newBuilder().setFeatured(true));
  }

  private static Category category(String name) {
    return ProductServiceGrpc.newBlockingStub(shop.of(CatalogShop.IDS.next("usr"), "ROLE_ADMIN"))
        .createCategory(
            CreateCategoryRequest.newBuilder()
                .setCategory(Category.newBuilder().setName(name))
                .build());
  }

  @Test
  void a_deleted_product_is_hidden_everywhere_and_comes_back_as_it_was() {
    Product product =
        shop.create(
            CatalogShop.hat("DEL-1")
                .setFeatured(true)
                .addCategoryIds(category("Deletions").getCategoryId()));
    shop.restock("DEL-1", 3);
    assertThat(CatalogShop.get(shop.visitor(), product.getProductId()).getVariants(0))
        .matches(variant -> variant.getAvailable() == 3);

    Product deleted = CatalogShop.delete(shop.seller(), product.getProductId(), product.getEtag());
    assertThat(deleted.hasDeleteTime()).isTrue();
    assertHidden(product);
    assertThat(
            CatalogShop.list(
                shop.seller(),
                ListProductsRequest.newBuilder().setSellerId(shop.sellerId).setDeleted(true)))
        .contains(product.getProductId());

    Product back = CatalogShop.undelete(shop.seller(), product.getProductId(), deleted.getEtag());
    assertThat(back.hasDeleteTime()).isFalse();
    assertThat(back.toBuilder().clearEtag().clearUpdateTime().clearVariants().build())
        .isEqualTo(product.toBuilder().clearEtag().clearUpdateTime().clearVariants().build());
    assertThat(back.getVariants(0).getAvailable()).isEqualTo(3);
    assertThat(CatalogShop.get(shop.visitor(), product.getProductId())).isEqualTo(back);
    assertThat(shop.offers("DEL-1")).hasSize(1);
    lists(product)
        .forEach(query ->
            assertThat(CatalogShop.list(shop.visitor(), query)).contains(product.getProductId()));
  }

  @Test
  void repeating_it_changes_nothing_and_another_etag_is_refused() {
    Product product = shop.create(CatalogShop.hat("DEL-2"));
    String id = product.getProductId();
    assertRefused(Reason.ETAG_MISMATCH, () -> CatalogShop.delete(shop.seller(), id, "7"));

    Product deleted = CatalogShop.delete(shop.seller(), id, product.getEtag());
    assertThat(CatalogShop.delete(shop.seller(), id, product.getEtag())).isEqualTo(deleted);
    assertRefused(
        Reason.ETAG_MISMATCH, () -> CatalogShop.undelete(shop.seller(), id, product.getEtag()));

    Product back = CatalogShop.undelete(shop.seller(), id, deleted.getEtag());
    assertThat(CatalogShop.undelete(shop.seller(), id, deleted.getEtag())).isEqualTo(back);
  }

  @Test
  void nobody_deletes_or_brings_back_what_is_anothers() {
    Product product = shop.create(CatalogShop.hat("DEL-3"));
    String id = product.getProductId();
    var customer = ProductServiceGrpc.newBlockingStub(shop.of(shop.sellerId, "ROLE_CUSTOMER"));

    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> CatalogShop.delete(shop.otherSeller(), id, ""));
    assertRefused(Reason.ROLE_REQUIRED, () -> CatalogShop.delete(customer, id, ""));
    assertRefused(Reason.TOKEN_MISSING, () -> CatalogShop.delete(shop.visitor(), id, ""));
    for (String bad : List.of("", "x", "../" + id, id + "0")) {
      assertRefused(Reason.RESOURCE_NOT_FOUND, () -> CatalogShop.delete(shop.seller(), bad, ""));
      assertRefused(Reason.RESOURCE_NOT_FOUND, () -> CatalogShop.undelete(shop.seller(), bad, ""));
    }
    assertThat(CatalogShop.get(shop.visitor(), id)).isEqualTo(product);

    CatalogShop.delete(shop.admin(), id, "");
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> CatalogShop.undelete(shop.otherSeller(), id, ""));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            CatalogShop.list(
                shop.otherSeller(),
                ListProductsRequest.newBuilder().setSellerId(shop.sellerId).setDeleted(true)));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> CatalogShop.list(shop.seller(), ListProductsRequest.newBuilder().setDeleted(true)));
    assertThat(CatalogShop.undelete(shop.admin(), id, "").hasDeleteTime()).isFalse();
  }

  @Test
  void a_sku_of_a_deleted_product_stays_its_own() {
    Product product = shop.create(CatalogShop.hat("DEL-4"));
    CatalogShop.delete(shop.seller(), product.getProductId(), "");

    assertRefused(Reason.SKU_TAKEN, () -> shop.create(CatalogShop.hat("DEL-4")));
    CatalogShop.undelete(shop.seller(), product.getProductId(), "");
    assertThat(shop.offers("DEL-4")).hasSize(1);
  }

  @Test
  void an_order_under_way_ends_as_if_the_product_were_there() {
    Product product = shop.create(CatalogShop.hat("DEL-5"));
    shop.restock("DEL-5", 2);
    String order = CatalogShop.IDS.next("ord");
    Reservation reserved =
        shop.orders()
            .reserveStock(
                ReserveStockRequest.newBuilder()
                    .setOrderId(order)
                    .addLines(ReservationLine.newBuilder().setSku("DEL-5").setQuantity(1))
                    .setTtl(Durations.fromMinutes(15))
                    .build());
    CatalogShop.delete(shop.seller(), product.getProductId(), "");

    Reservation committed =
        shop.orders()
            .commitReservation(CommitReservationRequest.newBuilder().setOrderId(order).build());
    assertThat(committed.getReservationId()).isEqualTo(reserved.getReservationId());
    assertThat(
            CatalogShop.undelete(shop.seller(), product.getProductId(), "")
                .getVariants(0)
                .getAvailable())
        .isEqualTo(1);
  }

  @Test
  void deletions_updates_and_undeletions_at_once_leave_a_whole_product() throws Exception {
    Product product = shop.create(CatalogShop.hat("DEL-6").setFeatured(true));
    String id = product.getProductId();

    Together.run(
        12,
        i ->
            switch (i % 3) {
              case 0 -> CatalogShop.delete(shop.seller(), id, "");
              case 1 -> CatalogShop.undelete(shop.seller(), id, "");
              default -> shop.update(product.toBuilder().clearEtag().setBrand("B" + i), "brand");
            });
    Product deleted = CatalogShop.delete(shop.seller(), id, "");
    assertThat(shop.offers("DEL-6")).isEmpty();
    ListProductsRequest.Builder featured = ListProductsRequest.newBuilder().setFeatured(true);
    assertThat(CatalogShop.list(shop.visitor(), featured)).doesNotContain(id);

    Product back = CatalogShop.undelete(shop.seller(), id, deleted.getEtag());
    assertThat(CatalogShop.get(shop.visitor(), id)).isEqualTo(back);
    assertThat(shop.offers("DEL-6")).hasSize(1);
    assertThat(CatalogShop.list(shop.visitor(), featured)).contains(id);
  }
}
