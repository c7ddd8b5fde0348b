package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.ListOrdersRequest;
import dev.souk.order.v1.ListOrdersResponse;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.OrderState;
import dev.souk.order.world.Faults.Fault;
import dev.souk.order.world.Samples;
import dev.souk.payment.v1.PaymentServiceGrpc;
import dev.souk.type.v1.PostalAddress;
import io.grpc.Channel;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Placing and reading orders through the server's port. */
class OrderServerTest extends OrderLab {
  @Test
  void what_is_in_the_cart_is_ordered_paid_and_taken_from_stock() {
    Order order = buy(2, "first");
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_PAID);
    assertThat(order.getTotal()).isEqualTo(pounds(3998));
    assertThat(order.getSubtotal()).isEqualTo(pounds(3998));
    assertThat(order.getDiscount()).isEqualTo(pounds(0));
    assertThat(order.getItems(0).getLineTotal()).isEqualTo(pounds(3998));
    assertThat(order.getItems(0).getName()).isEqualTo("Product " + sku);
    assertThat(order.getNumber()).matches("S-[0-9A-Z]{4}-[0-9A-Z]{4}");
    assertThat(order.getPaymentId()).startsWith("pay_");
    assertThat(order.getBillingAddress()).isEqualTo(order.getShippingAddress());
    assertThat(path(order))
        .containsExactly(OrderState.ORDER_STATE_PENDING, OrderState.ORDER_STATE_PAID);
    assertThat(order.getHistory(0).getActor()).isEqualTo(buyer);
    assertThat(order.getHistory(1).getActor()).isEqualTo("order-service");
    assertThat(order.getAllowedTransitionsList())
        .containsExactly(OrderState.ORDER_STATE_PACKED, OrderState.ORDER_STATE_CANCELLING);
    assertThat(SHOP.world().bank().captured(order.getOrderId())).isEqualTo(pounds(3998));
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(8);
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isZero();
    assertThat(orders().getOrder(get(order.getOrderId()))).isEqualTo(order);
  }

  @Test
  @DisplayName("73: an order goes to a saved address as it was when it was placed")
  void an_order_goes_to_a_saved_address() {
    PostalAddress home = Samples.order("tok_success").getShippingAddress();
    SHOP.world().letterboxes().put(buyer, "adr_home", home);
    SHOP.world().trolleys().add(buyer, sku, 1);
    Order order = keyed("k").placeOrder(toSaved("adr_home"));
    assertThat(order.getShippingAddress()).isEqualTo(home);
    assertThat(order.getBillingAddress()).isEqualTo(home);
    SHOP.world().letterboxes().put(buyer, "adr_home", home.toBuilder().setCity("Paris").build());
    assertThat(orders().getOrder(get(order.getOrderId()))).isEqualTo(order);
    assertThat(keyed("k").placeOrder(toSaved("adr_home"))).isEqualTo(order);
  }

  @Test
  void what_the_buyer_wanted_as_a_guest_is_ordered_too() {
    String guestId = "AAAAAAAAAAAAAAAAAAAA" + (10 + buyers.get());
    SHOP.world().trolleys().add(guestId, sku, 2);
    SHOP.world().trolleys().add(buyer, sku, 1);
    Channel keyed = TestIdentity.withIdempotencyKey(channel(), "merged");
    Order order =
        OrderServiceGrpc.newBlockingStub(TestIdentity.with(keyed, Headers.GUEST_ID, guestId))
            .placeOrder(Samples.order("tok_success"));
    assertThat(order.getTotal()).isEqualTo(pounds(3 * 1999));
  }

  @Test
  void the_same_request_answers_the_same_order() {
    Order order = buy(1, "k");
    SHOP.world().trolleys().add(buyer, sku, 1);
    assertThat(keyed("k").placeOrder(Samples.order("tok_success"))).isEqualTo(order);
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(9);
  }

  @Test
  void a_key_is_good_for_one_request_of_one_buyer() {
    Order order = buy(1, "k");
    assertRefused(
        Reason.IDEMPOTENCY_KEY_REUSED, () -> keyed("k").placeOrder(Samples.order("tok_declined")));
    buyer = buyer + "x";
    assertThat(buy(1, "k").getOrderId()).isNotEqualTo(order.getOrderId());
  }

  @Test
  void sixty_four_requests_with_one_key_make_one_order() throws Exception {
    SHOP.world().trolleys().add(buyer, sku, 3);
    OrderServiceBlockingStub stub = keyed("k");
    Callable<Order> place = () -> stub.placeOrder(Samples.order("tok_success"));
    Set<Order> answers = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Order>> results =
          IntStream.range(0, 64).mapToObj(i -> threads.submit(place)).toList();
      for (Future<Order> result : results) {
        answers.add(result.get());
      }
    }
    assertThat(answers).hasSize(1);
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(7);
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(orders().listOrders(ListOrdersRequest.getDefaultInstance()).getOrdersList())
        .hasSize(1);
  }

  @Test
  void another_buyers_order_does_not_exist() {
    Order order = buy(1, "k");
    OrderServiceBlockingStub admin = admin();
    buyer = "usr_other";
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> orders().getOrder(get(order.getOrderId())));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> orders().cancelOrder(cancel(order.getOrderId())));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> orders().getOrder(get("nonsense")));
    assertThat(admin.getOrder(get(order.getOrderId()))).isEqualTo(order);
  }

  @Test
  void a_lost_answer_of_a_capture_is_asked_for_again() {
    SHOP.world().faults().plan(PaymentServiceGrpc.getCapturePaymentMethod(), Fault.AFTER_EFFECT, 2);
    Order order = buy(1, "k");
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_PAID);
    assertThat(SHOP.world().bank().kept(order.getOrderId())).isEqualTo(1999);
  }

  @Test
  void a_caller_who_hangs_up_early_is_told_that_the_order_is_pending() {
    SHOP.world()
        .faults()
        .plan(PaymentServiceGrpc.getAuthorizePaymentMethod(), Fault.BEFORE_EFFECT, 1000);
    SHOP.world().trolleys().add(buyer, sku, 1);
    Order order =
        keyed("k")
            .withDeadlineAfter(Duration.ofSeconds(2))
            .placeOrder(Samples.order("tok_success"));
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
    SHOP.world().faults().clear();
    assertThat(keyed("k").placeOrder(Samples.order("tok_success")).getState())
        .isEqualTo(OrderState.ORDER_STATE_PAID);
  }

  @Test
  void orders_are_listed_newest_first_page_by_page() {
    List<String> placed =
        IntStream.range(0, 5).mapToObj(i -> buy(1, "k" + i).getOrderId()).toList().reversed();
    orders().cancelOrder(cancel(placed.get(2)));
    ListOrdersRequest.Builder request = ListOrdersRequest.newBuilder().setPageSize(2);
    ListOrdersResponse first = orders().listOrders(request.build());
    ListOrdersResponse second =
        orders().listOrders(request.setPageToken(first.getNextPageToken()).build());
    ListOrdersResponse third =
        orders().listOrders(request.setPageToken(second.getNextPageToken()).build());
    assertThat(
            java.util.stream.Stream.of(first, second, third)
                .flatMap(page -> page.getOrdersList().stream().map(Order::getOrderId)))
        .containsExactlyElementsOf(placed);
    assertThat(third.getNextPageToken()).isEmpty();
    assertThat(first.getOrders(0)).isEqualTo(orders().getOrder(get(placed.getFirst())));

    ListOrdersRequest cancelled =
        ListOrdersRequest.newBuilder().setState(OrderState.ORDER_STATE_CANCELLED).build();
    assertThat(orders().listOrders(cancelled).getOrdersList())
        .extracting(Order::getOrderId)
        .containsExactly(placed.get(2));
    assertRefused(
        Reason.PAGE_TOKEN_INVALID,
        () ->
            orders()
                .listOrders(cancelled.toBuilder().setPageToken(first.getNextPageToken()).build()));
  }

  @Test
  void the_server_is_ready_though_kafka_is_away() {
    await().atMost(Duration.ofSeconds(5)).until(SHOP.server()::isReady);
  }
}
