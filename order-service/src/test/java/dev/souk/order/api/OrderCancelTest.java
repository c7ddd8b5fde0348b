package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.OrderState;
import dev.souk.order.world.Faults.Fault;
import dev.souk.order.world.Samples;
import dev.souk.payment.v1.PaymentServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cancelling orders through the server's port. */
class OrderCancelTest extends OrderLab {
  @Test
  void an_order_that_is_being_placed_is_not_cancelled() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    SHOP.world()
        .faults()
        .plan(PaymentServiceGrpc.getAuthorizePaymentMethod(), Fault.BEFORE_EFFECT, 1000);
    Order pending =
        keyed("k")
            .withDeadlineAfter(Duration.ofSeconds(1))
            .placeOrder(Samples.order("tok_success"));
    ApiException refusal =
        assertRefused(
            Reason.ILLEGAL_STATE, () -> orders().cancelOrder(cancel(pending.getOrderId())));
    assertThat(refusal.status().getMessage()).contains("PENDING", "PAID, FAILED, CANCELLED");
  }

  @Test
  void cancelling_refunds_and_restocks_once() {
    Order order = buy(2, "k");
    Order cancelled = orders().cancelOrder(cancel(order.getOrderId()));
    assertThat(cancelled.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(path(cancelled))
        .containsExactly(
            OrderState.ORDER_STATE_PENDING,
            OrderState.ORDER_STATE_PAID,
            OrderState.ORDER_STATE_CANCELLING,
            OrderState.ORDER_STATE_CANCELLED);
    assertThat(cancelled.getHistory(2).getReason()).isEqualTo("too big");
    assertThat(cancelled.getAllowedTransitionsList()).isEmpty();
    assertThat(orders().cancelOrder(cancel(order.getOrderId()))).isEqualTo(cancelled);
    assertThat(SHOP.world().bank().kept(order.getOrderId())).isZero();
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(10);
  }

  @Test
  void cancelling_from_many_sides_at_once_refunds_and_restocks_once() throws Exception {
    Order order = buy(2, "k");
    OrderServiceBlockingStub stub = orders();
    Callable<Order> cancel = () -> stub.cancelOrder(cancel(order.getOrderId()));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Order>> results =
          IntStream.range(0, 16).mapToObj(i -> threads.submit(cancel)).toList();
      for (Future<Order> result : results) {
        assertThat(result.get().getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
      }
    }
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(10);
  }

  @Test
  void an_order_whose_refund_fails_stays_cancelling_until_it_succeeds() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    Order order = keyed("k").placeOrder(Samples.order("tok_refund_fails"));
    Order answer = orders().cancelOrder(cancel(order.getOrderId()));
    assertThat(answer.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLING);
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(9);
    SHOP.world().bank().allowRefunds();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            orders().getOrder(get(order.getOrderId())).getState()
                == OrderState.ORDER_STATE_CANCELLED);
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(10);
  }
}
