package dev.souk.order.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderHistoryEntry;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.RefundOrderRequest;
import dev.souk.order.v1.RefundServiceGrpc;
import dev.souk.order.world.ShopCounter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders are paid back in full while they are being sent: one of both happens, never a half. */
class FullRefundRaceTest {
  private static final int ORDERS = 24;
  private static final Set<OrderState> ENDS =
      EnumSet.of(
          OrderState.ORDER_STATE_CANCELLED,
          OrderState.ORDER_STATE_REFUNDED,
          OrderState.ORDER_STATE_DELIVERED);

  @RegisterExtension
  static final ShopCounter SHOP =
      new ShopCounter(
          Map.of(
              "SOUK_ORDER_POLL_INTERVAL", "PT0.01S",
              "SOUK_FULFILMENT", "automatic",
              "SOUK_FULFILMENT_PICK_AFTER", "PT0S",
              "SOUK_FULFILMENT_PACK_AFTER", "PT0S",
              "SOUK_FULFILMENT_SHIP_AFTER", "PT0S",
              "SOUK_FULFILMENT_DELIVER_AFTER", "PT0S"),
          Clock.systemUTC());

  @Test
  void an_order_is_sent_or_cancelled() throws Exception {
    SHOP.world().shelves().put("RACE", "GBP", 1000, ORDERS);
    List<Future<Order>> refunds = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < ORDERS; i++) {
        String buyer = "usr_" + i;
        refunds.add(
            threads.submit(
                () -> refundAll(SHOP.buy(buyer, "tok_success", Map.of("RACE", 1)).getOrderId())));
      }
    }
    int sent = 0;
    for (Future<Order> refund : refunds) {
      String orderId = refund.get().getOrderId();
      await().until(() -> ENDS.contains(SHOP.read(orderId).getState()));
      sent += requireOneEnd(SHOP.read(orderId)) ? 1 : 0;
    }
    assertThat(SHOP.world().shelves().onHand("RACE")).isEqualTo(ORDERS - sent);
  }

  private static Order refundAll(String orderId) {
    return RefundServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(SHOP.admin(), "all " + orderId))
        .refundOrder(RefundOrderRequest.newBuilder().setOrderId(orderId).setReason("late").build());
  }

  /** Whether it was sent. */
  private static boolean requireOneEnd(Order order) {
    List<OrderState> path =
        order.getHistoryList().stream().map(OrderHistoryEntry::getState).toList();
    boolean sent = path.contains(OrderState.ORDER_STATE_SHIPPED);
    assertThat(sent).isNotEqualTo(path.contains(OrderState.ORDER_STATE_CANCELLED));
    assertThat(SHOP.world().bank().kept(order.getOrderId())).isZero();
    assertThat(order.getRefundsCount()).isEqualTo(1);
    return sent;
  }
}
