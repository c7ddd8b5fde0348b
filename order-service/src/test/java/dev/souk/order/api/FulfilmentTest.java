package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.CheckPurchaseRequest;
import dev.souk.order.v1.DeliverOrderRequest;
import dev.souk.order.v1.EraseUserRequest;
import dev.souk.order.v1.FulfilmentServiceGrpc;
import dev.souk.order.v1.FulfilmentServiceGrpc.FulfilmentServiceBlockingStub;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderHistoryEntry;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PackOrderRequest;
import dev.souk.order.v1.PurchaseServiceGrpc;
import dev.souk.order.v1.ShipOrderRequest;
import dev.souk.order.v1.Shipment;
import dev.souk.order.v1.UserDataServiceGrpc;
import dev.souk.order.world.OrderShop;
import dev.souk.order.world.Samples;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way of an order to its buyer. */
class FulfilmentTest {
  @RegisterExtension static final OrderShop SHOP = new OrderShop();
  private static final AtomicInteger buyers = new AtomicInteger();

  private String buyer = "";
  private String sku = "";

  @BeforeEach
  void aBuyerWithAProductOfTheirOwn() {
    int number = buyers.incrementAndGet();
    buyer = "usr_fulfil" + number;
    sku = "SENT-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1999, 1000);
  }

  @Test
  void an_order_is_packed_shipped_and_delivered_and_says_by_whom() {
    Order order = buy();
    assertThat(pack(order).getAllowedTransitionsList())
        .containsExactly(OrderState.ORDER_STATE_SHIPPED, OrderState.ORDER_STATE_CANCELLING);
    Order shipped = ship(order, "Royal Mail", "RM 1");
    assertThat(shipped.getShipment())
        .isEqualTo(
            Shipment.newBuilder().setCarrier("Royal Mail").setTrackingNumber("RM 1").build());
    Order delivered = deliver(order);

    assertThat(delivered.getState()).isEqualTo(OrderState.ORDER_STATE_DELIVERED);
    assertThat(delivered.getHistoryList().subList(2, 5))
        .allMatch(entry -> entry.getActor().equals("usr_admin"))
        .extracting(OrderHistoryEntry::getState)
        .containsExactly(
            OrderState.ORDER_STATE_PACKED,
            OrderState.ORDER_STATE_SHIPPED,
            OrderState.ORDER_STATE_DELIVERED);
    assertThat(read(order)).isEqualTo(delivered);
  }

  @Test
  void a_step_that_is_repeated_changes_nothing() {
    Order order = buy();
    Order packed = pack(order);
    assertThat(pack(order)).isEqualTo(packed);
    Order shipped = ship(order, "DHL", "1");
    assertThat(ship(order, "DHL", "1")).isEqualTo(shipped);
    assertIllegal("SHIPPED", "DELIVERED", () -> ship(order, "DHL", "2"));
    assertIllegal("SHIPPED", "DELIVERED", () -> pack(order));
    Order delivered = deliver(order);
    assertThat(deliver(order)).isEqualTo(delivered);
    assertIllegal("DELIVERED", "REFUNDED", () -> ship(order, "DHL", "1"));
  }

  @Test
  void no_step_is_left_out() {
    Order order = buy();
    assertIllegal("PAID", "PACKED, CANCELLING", () -> ship(order, "DHL", "1"));
    assertIllegal("PAID", "PACKED, CANCELLING", () -> deliver(order));
    pack(order);
    assertIllegal("PACKED", "SHIPPED, CANCELLING", () -> deliver(order));
  }

  @Test
  void what_is_packed_can_be_cancelled_and_what_is_shipped_cannot() {
    Order order = buy();
    pack(order);
    assertThat(cancel(order).getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertIllegal("CANCELLED", "nothing", () -> pack(order));
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(1000);

    Order gone = buy();
    pack(gone);
    ship(gone, "DHL", "1");
    assertIllegal("SHIPPED", "DELIVERED", () -> cancel(gone));
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(999);
  }

  @Test
  void of_a_cancellation_and_a_shipment_at_once_one_wins() throws Exception {
    for (int round = 0; round < 10; round++) {
      Order order = buy();
      pack(order);
      List<String> outcomes =
          atOnce(
              () -> cancel(order).getState().name(),
              () -> ship(order, "DHL", "1").getState().name(),
              () -> cancel(order).getState().name(),
              () -> ship(order, "DHL", "1").getState().name());
      Order after = read(order);
      assertThat(after.getState())
          .isIn(OrderState.ORDER_STATE_SHIPPED, OrderState.ORDER_STATE_CANCELLED);
      boolean shipped = after.getState() == OrderState.ORDER_STATE_SHIPPED;
      assertThat(after.hasShipment()).isEqualTo(shipped);
      assertThat(outcomes).contains("FAILED_PRECONDITION");
      assertThat(after.getHistoryCount()).isEqualTo(shipped ? 4 : 5);
    }
  }

  @Test
  void only_admins_may_and_unknown_orders_are_not_found() {
    Order order = buy();
    for (String role : List.of("ROLE_CUSTOMER", "ROLE_SELLER")) {
      FulfilmentServiceBlockingStub other =
          FulfilmentServiceGrpc.newBlockingStub(SHOP.user(buyer, role));
      assertRefused(Reason.ROLE_REQUIRED, () -> other.packOrder(packing(order.getOrderId())));
    }
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> admin().packOrder(packing("ord_1")));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> admin().packOrder(packing("ord_01jd8m3q4ref7vd8z8p4v6k1nc")));
    pack(order);
    assertRefused(Reason.INVALID_FIELD, () -> ship(order, "", "1"));
    assertRefused(Reason.INVALID_FIELD, () -> ship(order, "DHL", "x".repeat(101)));
    assertRefused(Reason.INVALID_FIELD, () -> ship(order, "D\0HL", "1"));
    assertThat(read(order).getState()).isEqualTo(OrderState.ORDER_STATE_PACKED);
  }

  @Test
  void a_product_is_purchased_once_an_order_with_it_is_delivered() {
    Order order = buy();
    String product = order.getItems(0).getProductId();
    pack(order);
    assertThat(purchased(buyer, product)).isFalse();
    ship(order, "DHL", "1");
    assertThat(purchased(buyer, product)).isFalse();
    deliver(order);
    assertThat(purchased(buyer, product)).isTrue();
    assertThat(purchased(buyer, "prd_else")).isFalse();
    assertThat(purchased("usr_else", product)).isFalse();
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> purchased("cart-service", buyer, product));
  }

  @Test
  void who_is_erased_cannot_be_tracked_any_more() {
    Order order = buy();
    pack(order);
    ship(order, "Royal Mail", "RM 99");
    deliver(order);
    UserDataServiceGrpc.UserDataServiceBlockingStub users =
        UserDataServiceGrpc.newBlockingStub(SHOP.service("user-service"));
    assertThat(
            users
                .eraseUser(EraseUserRequest.newBuilder().setUserId(buyer).build())
                .getOrdersUnderWay())
        .isZero();
    assertThat(read(order).getShipment())
        .isEqualTo(Shipment.newBuilder().setCarrier("Royal Mail").build());
  }

  private static void assertIllegal(
      String current, String allowed, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThat(assertRefused(Reason.ILLEGAL_STATE, call).status().getMessage())
        .isEqualTo("The order is %s, which allows: %s.".formatted(current, allowed));
  }

  private interface Call {
    String answer();
  }

  private static List<String> atOnce(Call... calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.length);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> running = new ArrayList<>();
      for (Call call : calls) {
        running.add(
            threads.submit(() -> {
              start.await();
              try {
                return call.answer();
              } catch (StatusRuntimeException e) {
                return e.getStatus().getCode().name();
              }
            }));
      }
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : running) {
        answers.add(answer.get());
      }
      return answers;
    }
  }

  private static FulfilmentServiceBlockingStub admin() {
    return FulfilmentServiceGrpc.newBlockingStub(SHOP.admin());
  }

  private static PackOrderRequest packing(String orderId) {
    return PackOrderRequest.newBuilder().setOrderId(orderId).build();
  }

  private static Order pack(Order order) {
    return admin().packOrder(packing(order.getOrderId()));
  }

  private static Order ship(Order order, String carrier, String trackingNumber) {
    return admin()
        .shipOrder(
            ShipOrderRequest.newBuilder()
                .setOrderId(order.getOrderId())
                .setCarrier(carrier)
                .setTrackingNumber(trackingNumber)
                .build());
  }

  private static Order deliver(Order order) {
    return admin()
        .deliverOrder(DeliverOrderRequest.newBuilder().setOrderId(order.getOrderId()).build());
  }

  private static Order read(Order order) {
    return OrderServiceGrpc.newBlockingStub(SHOP.admin())
        .getOrder(GetOrderRequest.newBuilder().setOrderId(order.getOrderId()).build());
  }

  private Order cancel(Order order) {
    return OrderServiceGrpc.newBlockingStub(SHOP.user(buyer))
        .cancelOrder(CancelOrderRequest.newBuilder().setOrderId(order.getOrderId()).build());
  }

  private static boolean purchased(String userId, String productId) {
    return purchased("product-service", userId, productId);
  }

  private static boolean purchased(String caller, String userId, String productId) {
    return PurchaseServiceGrpc.newBlockingStub(SHOP.service(caller))
        .checkPurchase(
            CheckPurchaseRequest.newBuilder().setUserId(userId).setProductId(productId).build())
        .getDelivered();
  }

  private Order buy() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    return OrderServiceGrpc.newBlockingStub(SHOP.keyed(buyer))
        .placeOrder(Samples.order("tok_success"));
  }
}
