package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.london;
import static dev.souk.order.world.Samples.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.PreconditionFailure;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.ListOrdersRequest;
import dev.souk.order.v1.ListOrdersResponse;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderHistoryEntry;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PriceChange;
import dev.souk.order.world.Faults.Fault;
import dev.souk.order.world.OrderShop;
import dev.souk.order.world.Samples;
import dev.souk.payment.v1.PaymentServiceGrpc;
import dev.souk.type.v1.PostalAddress;
import io.grpc.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service as its callers see it, over gRPC; Kafka is away all the time. */
class OrderServerTest {
  @RegisterExtension
  static final OrderShop SHOP = new OrderShop(Map.of("SOUK_ORDER_POLL_INTERVAL", "PT0.05S"));

  private static final AtomicInteger buyers = new AtomicInteger();

  private String buyer = "";
  private String sku = "";

  @BeforeEach
  void aBuyerWithAProductOfTheirOwn() {
    int number = buyers.incrementAndGet();
    buyer = "usr_" + number;
    sku = "HAT-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1999, 10);
  }

  @AfterEach
  void endFaults() {
    SHOP.world().faults().clear();
    SHOP.world().bank().allowRefunds();
  }

  private Channel channel() {
    return SHOP.user(buyer);
  }

  private OrderServiceBlockingStub orders() {
    return OrderServiceGrpc.newBlockingStub(channel());
  }

  private OrderServiceBlockingStub keyed(String key) {
    return OrderServiceGrpc.newBlockingStub(TestIdentity.withIdempotencyKey(channel(), key));
  }

  private OrderServiceBlockingStub admin() {
    return OrderServiceGrpc.newBlockingStub(SHOP.admin());
  }

  private Order buy(int quantity, String key) {
    SHOP.world().trolleys().add(buyer, sku, quantity);
    return keyed(key).placeOrder(Samples.order("tok_success"));
  }

  private static GetOrderRequest get(String orderId) {
    return GetOrderRequest.newBuilder().setOrderId(orderId).build();
  }

  private static CancelOrderRequest cancel(String orderId) {
    return CancelOrderRequest.newBuilder().setOrderId(orderId).setReason("too big").build();
  }

  private static List<OrderState> path(Order order) {
    return order.getHistoryList().stream().map(OrderHistoryEntry::getState).toList();
  }

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

  private static PlaceOrderRequest toSaved(String addressId) {
    return Samples.order("tok_success").toBuilder()
        .clearShippingAddress()
        .setShippingAddressId(addressId)
        .build();
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
  @DisplayName("73: somebody else's saved address does not exist, and nothing is ordered")
  void an_order_does_not_go_to_another_users_saved_address() {
    SHOP.world().letterboxes().put("usr_other", "adr_theirs", london());
    SHOP.world().trolleys().add(buyer, sku, 1);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> keyed("k").placeOrder(toSaved("adr_theirs")));
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(keyed("k").placeOrder(Samples.order("tok_success")).getState())
        .isEqualTo(OrderState.ORDER_STATE_PAID);
  }

  @Test
  void an_order_needs_one_address_to_go_to() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    PlaceOrderRequest written = Samples.order("tok_success");
    PlaceOrderRequest none = written.toBuilder().clearShippingAddress().build();
    PlaceOrderRequest both = written.toBuilder().setShippingAddressId("adr_home").build();
    assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(none));
    assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(both));
  }

  @Test
  @DisplayName("an address that its country does not have is refused before anything happens")
  void an_address_that_its_country_does_not_have_is_refused() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    PlaceOrderRequest request = Samples.order("tok_success");
    PostalAddress home = request.getShippingAddress();
    PlaceOrderRequest wrong =
        request.toBuilder()
            .setShippingAddress(home.toBuilder().setPostalCode("10118"))
            .setBillingAddress(home.toBuilder().setCountryCode("US").setPostalCode("10118"))
            .build();
    ApiException refusal = assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(wrong));
    assertThat(refusal.status().toString())
        .contains("shippingAddress.postalCode", "billingAddress.region");
    PlaceOrderRequest nowhere =
        request.toBuilder().setShippingAddress(home.toBuilder().setCountryCode("ZZ")).build();
    assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(nowhere));

    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
    assertThat(keyed("k").placeOrder(request).getState())
        .as("the key is free")
        .isEqualTo(OrderState.ORDER_STATE_PAID);
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
  void an_order_without_an_idempotency_key_is_not_placed() {
    assertRefused(
        Reason.IDEMPOTENCY_KEY_REQUIRED, () -> orders().placeOrder(Samples.order("tok_success")));
  }

  @Test
  void an_empty_cart_is_refused_and_the_key_remembers_it() {
    assertRefused(Reason.CART_EMPTY, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    SHOP.world().trolleys().add(buyer, sku, 1);
    assertRefused(Reason.CART_EMPTY, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    assertThat(keyed("k2").placeOrder(Samples.order("tok_success")).getState())
        .isEqualTo(OrderState.ORDER_STATE_PAID);
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
  void more_than_is_left_is_refused_with_what_is_left() throws IOException {
    SHOP.world().trolleys().add(buyer, sku, 11);
    ApiException refusal =
        assertRefused(
            Reason.OUT_OF_STOCK, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    PreconditionFailure details = refusal.status().getDetails(1).unpack(PreconditionFailure.class);
    assertThat(details.getViolations(0).getSubject()).isEqualTo(sku);
    assertThat(details.getViolations(0).getDescription()).isEqualTo("requested 11, available 10");
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    SHOP.world().shelves().put(sku, "GBP", 1999, 100);
    ApiException again =
        assertRefused(
            Reason.OUT_OF_STOCK, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    assertThat(again.status()).isEqualTo(refusal.status());
  }

  @Test
  void a_product_no_longer_for_sale_is_out_of_stock() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    SHOP.world().shelves().withdraw(sku);
    assertRefused(Reason.OUT_OF_STOCK, () -> keyed("k").placeOrder(Samples.order("tok_success")));
  }

  @Test
  void a_declined_payment_leaves_nothing_behind_but_a_failed_order() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    assertRefused(
        Reason.PAYMENT_DECLINED, () -> keyed("k").placeOrder(Samples.order("tok_declined")));
    assertRefused(
        Reason.PAYMENT_DECLINED, () -> keyed("k").placeOrder(Samples.order("tok_declined")));
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(10);
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
    assertThat(orders().listOrders(ListOrdersRequest.getDefaultInstance()).getOrdersList())
        .isEmpty();
  }

  @Test
  void a_wrong_token_is_the_requests_fault_and_its_key_is_free_again() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    ApiException refusal =
        assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(Samples.order("tok_oops")));
    assertThat(refusal.status().getMessage()).contains("payment.token");
    assertThat(keyed("k").placeOrder(Samples.order("tok_success")).getState())
        .isEqualTo(OrderState.ORDER_STATE_PAID);
  }

  @Test
  void a_price_that_the_cart_did_not_show_is_refused_with_both() throws IOException {
    SHOP.world().trolleys().add(buyer, sku, 2);
    SHOP.world().shelves().setPrice(sku, "GBP", 2099);
    ApiException refusal =
        assertRefused(
            Reason.PRICE_CHANGED, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    PriceChange change = refusal.status().getDetails(1).unpack(PriceChange.class);
    assertThat(change.getTotal()).isEqualTo(pounds(4198));
    assertThat(change.getLines(0).getOldUnitPrice()).isEqualTo(pounds(1999));
    assertThat(change.getLines(0).getNewUnitPrice()).isEqualTo(pounds(2099));
    PlaceOrderRequest agreed =
        Samples.order("tok_success").toBuilder().setExpectedTotal(change.getTotal()).build();
    assertThat(keyed("k2").placeOrder(agreed).getTotal()).isEqualTo(pounds(4198));
  }

  @Test
  void another_total_than_expected_is_refused() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    PlaceOrderRequest wrong =
        Samples.order("tok_success").toBuilder().setExpectedTotal(pounds(1998)).build();
    assertRefused(Reason.PRICE_CHANGED, () -> keyed("k").placeOrder(wrong));
  }

  @Test
  void a_price_that_changes_while_the_payment_is_made_is_not_charged() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    SHOP.world()
        .shelves()
        .afterNextOffer(sku, () -> SHOP.world().shelves().setPrice(sku, "GBP", 2500));
    assertRefused(Reason.PRICE_CHANGED, () -> keyed("k").placeOrder(Samples.order("tok_success")));
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
  }

  @Test
  void a_malformed_request_is_refused_before_anything_happens() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    assertRefused(
        Reason.INVALID_FIELD, () -> keyed("k").placeOrder(PlaceOrderRequest.getDefaultInstance()));
    assertThat(SHOP.world().trolleys().quantity(buyer, sku)).isEqualTo(1);
  }

  @Test
  void text_that_no_store_keeps_is_refused() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    PlaceOrderRequest.Builder request = Samples.order("tok_success").toBuilder();
    request.getShippingAddressBuilder().setCity("Lon\0don");
    assertRefused(Reason.INVALID_FIELD, () -> keyed("k").placeOrder(request.build()));
    Order order = keyed("k2").placeOrder(Samples.order("tok_success"));
    CancelOrderRequest cancel = cancel(order.getOrderId()).toBuilder().setReason("\0").build();
    assertRefused(Reason.INVALID_FIELD, () -> orders().cancelOrder(cancel));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> orders().getOrder(get("ord_\0")));
    for (String forged : List.of("x", "x/y", "+1000000000-01-01T00:00:00Z/ord_1")) {
      String token =
          dev.souk.kit.paging.PageTokens.encode(
              "ListOrders " + buyer + " ORDER_STATE_UNSPECIFIED", forged);
      ListOrdersRequest list = ListOrdersRequest.newBuilder().setPageToken(token).build();
      assertRefused(Reason.PAGE_TOKEN_INVALID, () -> orders().listOrders(list));
    }
  }

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
