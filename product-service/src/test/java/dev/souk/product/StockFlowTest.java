package dev.souk.product;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import dev.souk.inventory.v1.AdjustStockRequest;
import dev.souk.inventory.v1.CommitReservationRequest;
import dev.souk.inventory.v1.InventoryServiceGrpc;
import dev.souk.inventory.v1.InventoryServiceGrpc.InventoryServiceBlockingStub;
import dev.souk.inventory.v1.LocationLevel;
import dev.souk.inventory.v1.ReleaseReservationRequest;
import dev.souk.inventory.v1.Reservation;
import dev.souk.inventory.v1.ReservationLine;
import dev.souk.inventory.v1.ReserveStockRequest;
import dev.souk.inventory.v1.RestockReservationRequest;
import dev.souk.inventory.v1.RestockReturnRequest;
import dev.souk.inventory.v1.StockLevel;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.product.v1.BatchGetOffersRequest;
import dev.souk.product.v1.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("53 to 58: stock from the shelf to the buyer")
class StockFlowTest {
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

  private static StockLevel adjust(InventoryServiceBlockingStub stub, String sku, int delta) {
    return stub.adjustStock(
        AdjustStockRequest.newBuilder().setSku(sku).setDelta(delta).setReason("RESTOCK").build());
  }

  private static ReserveStockRequest reservation(String orderId, String sku, int quantity) {
    return ReserveStockRequest.newBuilder()
        .setOrderId(orderId)
        .addLines(ReservationLine.newBuilder().setSku(sku).setQuantity(quantity))
        .setTtl(Durations.fromMinutes(15))
        .build();
  }

  @Test
  void what_buyers_send_back_is_restocked_once_a_return() {
    shop.create(CatalogShop.hat("BACK-1"));
    shop.restock("BACK-1", 10);
    RestockReturnRequest request =
        RestockReturnRequest.newBuilder()
            .setReturnId("ret_01jd8m3q4ref7vd8z8p4v6k1nc")
            .setOrderId("ord_01jd8m3q4ref7vd8z8p4v6k1nc")
            .addLines(ReservationLine.newBuilder().setSku("BACK-1").setQuantity(2))
            .addLines(ReservationLine.newBuilder().setSku("GONE-1").setQuantity(1))
            .build();
    for (int i = 0; i < 3; i++) {
      var _ = shop.orders().restockReturn(request);
    }
    assertThat(shop.level("BACK-1").getOnHand()).isEqualTo(12);
    var _ =
        shop.orders()
            .restockReturn(
                request.toBuilder().setReturnId("ret_01jd8m3q4ref7vd8z8p4v6k1nd").build());
    assertThat(shop.level("BACK-1").getOnHand()).isEqualTo(14);
  }

  @Test
  void offers_name_the_options_where_there_are_several_variants() {
    shop.create(
        CatalogShop.hat("OFFER-1")
            .setVariants(0, CatalogShop.variant("OFFER-1", 5).toBuilder().putOptions("size", "M"))
            .addVariants(CatalogShop.variant("OFFER-2", 6).toBuilder().putOptions("size", "L")));

    assertThat(shop.offers("OFFER-1", "NONE-1", "not a sku"))
        .singleElement()
        .satisfies(offer -> {
          assertThat(offer.getName()).isEqualTo("Hat (M)");
          assertThat(offer.getPrice()).isEqualTo(CatalogShop.pence(5));
          assertThat(offer.getAvailable()).isZero();
          assertThat(offer.getSellerId()).isEqualTo(shop.sellerId);
        });
  }

  @Test
  void stock_goes_from_the_shelf_to_the_buyer_and_back() {
    Product product = shop.create(CatalogShop.hat("FLOW-1"));
    shop.restock("FLOW-1", 10);
    String order = CatalogShop.IDS.next("ord");

    Reservation reserved = shop.orders().reserveStock(reservation(order, "FLOW-1", 4));
    assertThat(reserved.getState()).isEqualTo(Reservation.State.STATE_ACTIVE);
    assertThat(shop.orders().reserveStock(reservation(order, "FLOW-1", 4))).isEqualTo(reserved);
    assertThat(shop.level("FLOW-1")).isEqualTo(level("FLOW-1", 10, 4));
    assertThat(shop.offers("FLOW-1").getFirst().getAvailable()).isEqualTo(6);

    CommitReservationRequest commit =
        CommitReservationRequest.newBuilder().setOrderId(order).build();
    assertThat(shop.orders().commitReservation(commit).getState())
        .isEqualTo(Reservation.State.STATE_COMMITTED);
    assertThat(shop.orders().commitReservation(commit).getState())
        .isEqualTo(Reservation.State.STATE_COMMITTED);
    assertThat(shop.level("FLOW-1")).isEqualTo(level("FLOW-1", 6, 0));
    assertThat(
            CatalogShop.get(shop.visitor(), product.getProductId()).getVariants(0).getAvailable())
        .isEqualTo(6);

    RestockReservationRequest restock =
        RestockReservationRequest.newBuilder().setOrderId(order).build();
    assertThat(shop.orders().restockReservation(restock).getState())
        .isEqualTo(Reservation.State.STATE_RESTOCKED);
    shop.orders().restockReservation(restock);
    assertThat(shop.level("FLOW-1")).isEqualTo(level("FLOW-1", 10, 0));
  }

  @Test
  void more_than_is_left_is_refused_with_what_is_left() {
    shop.create(CatalogShop.hat("SHORT-1"));
    shop.restock("SHORT-1", 2);

    ApiException error =
        assertRefused(
            Reason.OUT_OF_STOCK,
            () ->
                shop.orders().reserveStock(reservation(CatalogShop.IDS.next("ord"), "SHORT-1", 3)));

    assertThat(error.getMessage()).contains("SHORT-1").contains("3").contains("2");
    assertRefused(
        Reason.OUT_OF_STOCK,
        () -> shop.orders().reserveStock(reservation(CatalogShop.IDS.next("ord"), "UNKNOWN-1", 1)));
    assertThat(shop.level("SHORT-1")).isEqualTo(level("SHORT-1", 2, 0));
  }

  @Test
  void an_order_that_was_released_can_never_reserve() {
    shop.create(CatalogShop.hat("LATE-1"));
    shop.restock("LATE-1", 2);
    String order = CatalogShop.IDS.next("ord");
    ReleaseReservationRequest release =
        ReleaseReservationRequest.newBuilder().setOrderId(order).build();

    assertThat(shop.orders().releaseReservation(release).getState())
        .isEqualTo(Reservation.State.STATE_RELEASED);
    assertRefused(
        Reason.ILLEGAL_STATE, () -> shop.orders().reserveStock(reservation(order, "LATE-1", 1)));
    assertThat(shop.orders().releaseReservation(release).getState())
        .isEqualTo(Reservation.State.STATE_RELEASED);
    assertThat(shop.level("LATE-1")).isEqualTo(level("LATE-1", 2, 0));
  }

  @Test
  void stock_is_adjusted_by_its_seller_alone() {
    shop.create(CatalogShop.hat("ADJUST-1"));

    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> adjust(shop.stockOf(CatalogShop.IDS.next("usr"), "ROLE_SELLER"), "ADJUST-1", 1));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> adjust(shop.stock(), "NONE-9", 1));
    assertRefused(Reason.OUT_OF_STOCK, () -> adjust(shop.stock(), "ADJUST-1", -1));
    assertRefused(Reason.INVALID_FIELD, () -> adjust(shop.stock(), "ADJUST-1", 0));
    assertThat(adjust(shop.stockOf("usr_admin", "ROLE_ADMIN"), "ADJUST-1", 3))
        .isEqualTo(level("ADJUST-1", 3, 0));
  }

  @Test
  void an_adjustment_with_a_key_is_made_once() {
    shop.create(CatalogShop.hat("KEY-1"));
    InventoryServiceBlockingStub stub =
        InventoryServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(shop.of(shop.sellerId, "ROLE_SELLER"), "key-1"));

    StockLevel first = adjust(stub, "KEY-1", 5);
    shop.restock("KEY-1", 1);

    assertThat(adjust(stub, "KEY-1", 5)).isEqualTo(first).isEqualTo(level("KEY-1", 5, 0));
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> adjust(stub, "KEY-1", 6));
    assertThat(shop.level("KEY-1")).isEqualTo(level("KEY-1", 6, 0));
  }

  @Test
  void internal_methods_are_for_the_named_services_alone() {
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () ->
            shop.stockOf("usr_admin", "ROLE_ADMIN")
                .reserveStock(reservation(CatalogShop.IDS.next("ord"), "ANY-1", 1)));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> shop.visitor().batchGetOffers(BatchGetOffersRequest.getDefaultInstance()));
  }

  private static StockLevel level(String sku, int onHand, int reserved) {
    return StockLevel.newBuilder()
        .setSku(sku)
        .setOnHand(onHand)
        .setReserved(reserved)
        .setAvailable(onHand - reserved)
        .addLocations(
            LocationLevel.newBuilder()
                .setLocation("main")
                .setOnHand(onHand)
                .setReserved(reserved)
                .setAvailable(onHand - reserved))
        .build();
  }
}
