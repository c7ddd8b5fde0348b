package dev.souk.order.fulfilment;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.error.Reason;
import dev.souk.order.v1.FulfilmentTaskServiceGrpc;
import dev.souk.order.v1.ListFulfilmentTasksRequest;
import dev.souk.order.v1.ListFulfilmentTasksResponse;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderHistoryEntry;
import dev.souk.order.v1.OrderState;
import dev.souk.order.world.ShopCounter;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders that go to their buyers by themselves. */
class AutomaticFulfilmentTest {
  @RegisterExtension
  static final ShopCounter SHOP =
      new ShopCounter(
          Map.of(
              "SOUK_ORDER_POLL_INTERVAL", "PT0.05S",
              "SOUK_FULFILMENT", "automatic",
              "SOUK_FULFILMENT_PICK_AFTER", "PT0S",
              "SOUK_FULFILMENT_PACK_AFTER", "PT0S",
              "SOUK_FULFILMENT_SHIP_AFTER", "PT0S",
              "SOUK_FULFILMENT_DELIVER_AFTER", "PT0S",
              "SOUK_FULFILMENT_CARRIER", "Pigeons"),
          Clock.systemUTC());

  private static final AtomicInteger buyers = new AtomicInteger();
  private String buyer = "";
  private String sku = "";

  @BeforeEach
  void aBuyerWithAProductOfTheirOwn() {
    buyer = "usr_auto" + buyers.incrementAndGet();
    sku = "AUTO-" + buyers.get();
    SHOP.world().shelves().put(sku, "GBP", 1000, 100);
  }

  @Test
  void a_paid_order_goes_to_its_buyer_by_itself() {
    Order order = SHOP.buy(buyer, "tok_success", Map.of(sku, 1));
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_PAID);
    await().until(() -> stateOf(order) == OrderState.ORDER_STATE_DELIVERED);
    await().until(() -> page("", 100).getFulfilmentTasksCount() == 0);
    Order delivered = SHOP.read(order.getOrderId());
    assertThat(delivered.getShipment().getCarrier()).isEqualTo("Pigeons");
    assertThat(delivered.getShipment().getTrackingNumber()).isEqualTo("T" + order.getNumber());
    assertThat(delivered.getHistoryList().subList(2, 5))
        .extracting(OrderHistoryEntry::getActor)
        .containsOnly("order-service");
  }

  @Test
  void only_admins_see_what_waits() {
    assertRefused(Reason.PAGE_TOKEN_INVALID, () -> page("nonsense", 1));
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            FulfilmentTaskServiceGrpc.newBlockingStub(SHOP.user(buyer))
                .listFulfilmentTasks(ListFulfilmentTasksRequest.getDefaultInstance()));
  }

  private static OrderState stateOf(Order order) {
    return SHOP.read(order.getOrderId()).getState();
  }

  private static ListFulfilmentTasksResponse page(String token, int size) {
    return admin()
        .listFulfilmentTasks(
            ListFulfilmentTasksRequest.newBuilder().setPageSize(size).setPageToken(token).build());
  }

  private static FulfilmentTaskServiceGrpc.FulfilmentTaskServiceBlockingStub admin() {
    return FulfilmentTaskServiceGrpc.newBlockingStub(SHOP.admin());
  }
}
