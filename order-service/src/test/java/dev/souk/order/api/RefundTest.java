package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.error.Reason;
import dev.souk.kit.sql.Database;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.Refund;
import dev.souk.order.v1.RefundOrderRequest;
import dev.souk.order.v1.RefundServiceGrpc;
import dev.souk.order.v1.RefundServiceGrpc.RefundServiceBlockingStub;
import dev.souk.order.v1.RefundedItem;
import dev.souk.order.world.ShopCounter;
import dev.souk.type.v1.Money;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Paying buyers back. */
class RefundTest {
  @RegisterExtension static final ShopCounter SHOP = new ShopCounter();
  private static final AtomicInteger buyers = new AtomicInteger();

  private String buyer = "";
  private String sku = "";
  private String other = "";

  @BeforeEach
  void aBuyerWithProductsOfTheirOwn() {
    int number = buyers.incrementAndGet();
    buyer = "usr_refund" + number;
    sku = "REFUND-" + number;
    other = "OTHER-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1000, 1000);
    SHOP.world().shelves().put(other, "GBP", 333, 1000);
  }

  @Test
  void a_delivered_order_is_paid_back_in_parts_until_nothing_is_left() throws Exception {
    Order order = buy(Map.of(sku, 2));
    SHOP.deliver(order.getOrderId());
    Order partly = refund(order, request(order).setAmount(gbp(700)));
    assertThat(partly.getState()).isEqualTo(OrderState.ORDER_STATE_DELIVERED);
    assertThat(partly.getRefundsList())
        .singleElement()
        .satisfies(refund -> {
          assertThat(refund.getState()).isEqualTo(Refund.State.STATE_SUCCEEDED);
          assertThat(refund.getAmount()).isEqualTo(gbp(700));
          assertThat(refund.getReason()).isEqualTo("came broken");
          assertThat(refund.getActor()).isEqualTo("usr_admin");
          assertThat(refund.hasSettleTime()).isTrue();
        });
    assertThat(SHOP.kept(order)).isEqualTo(total(order) - 700);

    Order refunded = refund(order, request(order));
    assertThat(refunded.getState()).isEqualTo(OrderState.ORDER_STATE_REFUNDED);
    assertThat(refunded.getRefundsList())
        .extracting(refund -> refund.getAmount().getMinorUnits())
        .containsExactly(700L, total(order) - 700);
    assertThat(SHOP.kept(order)).isZero();
    assertThat(SHOP.read(order.getOrderId())).isEqualTo(refunded);
    assertThat(told(order))
        .containsExactly(
            "souk.event.v1.OrderPaid",
            "souk.event.v1.OrderPacked",
            "souk.event.v1.OrderShipped",
            "souk.event.v1.OrderDelivered",
            "souk.event.v1.OrderRefunded");
    assertThat(told(refunded.getRefunds(0))).containsExactly("souk.event.v1.RefundSucceeded");
  }

  @Test
  void units_are_worth_what_was_paid_for_them_and_come_back_once() {
    Order order = buy(Map.of(sku, 2, other, 3));
    Order first = refund(order, request(order).addItems(units(other, 2)).addItems(units(sku, 1)));
    assertThat(first.getRefunds(0).getItemsList())
        .containsExactlyInAnyOrder(back(sku, 1, 1000), back(other, 2, 666));
    assertThat(first.getRefunds(0).getAmount()).isEqualTo(gbp(1666));
    var refusal =
        assertRefused(
            Reason.UNITS_EXCEED_PURCHASE,
            () ->
                refund(order, request(order).addItems(units(other, 1)).addItems(units(other, 1))));
    assertThat(refusal.variable("left")).isEqualTo("1");
    assertThat(refusal.variable("requested")).isEqualTo("2");
    assertThat(refusal.variable("sku")).isEqualTo(other);
    refund(order, request(order).addItems(units(other, 1)));
    assertThat(SHOP.kept(order)).isEqualTo(total(order) - 1999);
  }

  @Test
  void no_more_is_paid_back_than_was_paid() {
    Order order = buy(Map.of(sku, 1));
    SHOP.pack(order.getOrderId());
    SHOP.ship(order.getOrderId());
    long total = total(order);
    var refusal =
        assertRefused(
            Reason.REFUND_EXCEEDS_PAYMENT,
            () -> refund(order, request(order).setAmount(gbp(total + 1))));
    assertThat(refusal.variable("left")).isEqualTo(Long.toString(total));
    assertThat(refusal.variable("currencyCode")).isEqualTo("GBP");
    refund(order, request(order).setAmount(gbp(total - 1)));
    assertRefused(
        Reason.REFUND_EXCEEDS_PAYMENT, () -> refund(order, request(order).addItems(units(sku, 1))));
    refund(order, request(order).setAmount(gbp(1)));
    assertRefused(Reason.REFUND_EXCEEDS_PAYMENT, () -> refund(order, request(order)));
    assertThat(SHOP.kept(order)).isZero();
  }

  @Test
  void refunds_at_once_share_what_was_paid() throws Exception {
    Order order = buy(Map.of(sku, 2));
    long part = total(order) / 3;
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, 12)
              .mapToObj(
                  i -> threads.submit(() -> outcome(order, request(order).setAmount(gbp(part)))))
              .toList();
      for (var outcome : running) {
        outcomes.add(outcome.get());
      }
    }
    assertThat(outcomes.stream().filter("OK"::equals)).hasSize(3);
    assertThat(outcomes.stream().filter("FAILED_PRECONDITION"::equals)).hasSize(9);
    assertThat(SHOP.kept(order)).isEqualTo(total(order) - 3 * part);
  }

  @Test
  void a_key_is_one_refund() {
    Order order = buy(Map.of(sku, 2));
    RefundOrderRequest request = request(order).setAmount(gbp(500)).build();
    Order first = with("k" + sku).refundOrder(request);
    assertThat(with("k" + sku).refundOrder(request)).isEqualTo(first);
    assertThat(SHOP.kept(order)).isEqualTo(total(order) - 500);
    assertRefused(
        Reason.IDEMPOTENCY_KEY_REUSED,
        () -> with("k" + sku).refundOrder(request.toBuilder().setAmount(gbp(501)).build()));
    assertRefused(
        Reason.IDEMPOTENCY_KEY_REQUIRED,
        () -> RefundServiceGrpc.newBlockingStub(SHOP.admin()).refundOrder(request));

    RefundOrderRequest tooMuch = request.toBuilder().setAmount(gbp(total(order))).build();
    String left =
        assertRefused(Reason.REFUND_EXCEEDS_PAYMENT, () -> with("m" + sku).refundOrder(tooMuch))
            .variable("left");
    refund(order, request(order).setAmount(gbp(1)));
    assertThat(
            assertRefused(Reason.REFUND_EXCEEDS_PAYMENT, () -> with("m" + sku).refundOrder(tooMuch))
                .variable("left"))
        .isEqualTo(left);
  }

  @Test
  void a_refund_that_is_refused_for_good_leaves_what_it_would_have_paid() {
    Order order = buy(Map.of(sku, 1));
    SHOP.world().bank().declineRefunds(order.getOrderId());
    RefundOrderRequest request = request(order).addItems(units(sku, 1)).build();
    for (int i = 0; i < 2; i++) {
      var refusal =
          assertRefused(Reason.PAYMENT_DECLINED, () -> with("d" + sku).refundOrder(request));
      assertThat(refusal.variable("declineCode")).isEqualTo("refund_refused");
    }
    Refund failed = SHOP.read(order.getOrderId()).getRefunds(0);
    assertThat(failed.getState()).isEqualTo(Refund.State.STATE_FAILED);
    assertThat(failed.getFailureReason()).isEqualTo("PAYMENT_DECLINED");
    SHOP.world().bank().allowRefunds();
    assertThat(refund(order, request(order).addItems(units(sku, 1))).getRefundsList())
        .extracting(Refund::getState)
        .containsExactly(Refund.State.STATE_FAILED, Refund.State.STATE_SUCCEEDED);
    assertThat(SHOP.kept(order)).isEqualTo(total(order) - 1000);
  }

  @Test
  void cancelling_pays_back_the_rest_alone() {
    Order order = buy(Map.of(sku, 2));
    refund(order, request(order).setAmount(gbp(500)));
    Order cancelled = SHOP.cancel(order.getOrderId());
    assertThat(cancelled.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(cancelled.getRefundsList())
        .extracting(refund -> refund.getAmount().getMinorUnits())
        .containsExactly(500L, total(order) - 500);
    assertThat(SHOP.kept(order)).isZero();
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(1000);
    assertThat(SHOP.read(order.getOrderId())).isEqualTo(cancelled);
    assertRefused(Reason.ILLEGAL_STATE, () -> refund(order, request(order)));

    Order another = buy(Map.of(sku, 1));
    Order paidBack = refund(another, request(another));
    assertThat(paidBack.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(SHOP.cancel(paidBack.getOrderId())).isEqualTo(paidBack);
    assertThat(paidBack.getRefundsList()).hasSize(1);
    assertThat(SHOP.kept(paidBack)).isZero();
  }

  @Test
  void what_makes_no_sense_is_refused() {
    Order order = buy(Map.of(sku, 1));
    for (RefundOrderRequest.Builder wrong :
        List.of(
            request(order).setAmount(gbp(0)),
            request(order).setAmount(gbp(-1)),
            request(order).setAmount(gbp(1)).addItems(units(sku, 1)),
            request(order).addItems(units("NOT-" + sku, 1)),
            request(order).addItems(units(sku, 0)),
            request(order).setReason(""),
            request(order).setReason("a\0b"),
            request(order).setReason("x".repeat(501)))) {
      assertRefused(Reason.INVALID_FIELD, () -> refund(order, wrong));
    }
    assertRefused(
        Reason.CURRENCY_MISMATCH,
        () -> refund(order, request(order).setAmount(gbp(1).toBuilder().setCurrencyCode("EUR"))));
    for (String unknown : List.of("", "ord_1", "ord_01jd8m3q4ref7vd8z8p4v6k1nc")) {
      assertRefused(
          Reason.RESOURCE_NOT_FOUND, () -> refund(order, request(order).setOrderId(unknown)));
    }
    assertRefused(
        Reason.ROLE_REQUIRED,
        () ->
            RefundServiceGrpc.newBlockingStub(
                    TestIdentity.withIdempotencyKey(SHOP.user(buyer), "mine"))
                .refundOrder(request(order).build()));
    assertThat(SHOP.kept(order)).isEqualTo(total(order));
  }

  private static String outcome(Order order, RefundOrderRequest.Builder request) {
    try {
      refund(order, request);
      return "OK";
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode().name();
    }
  }

  private Order buy(Map<String, Integer> units) {
    return SHOP.buy(buyer, "tok_success", units);
  }

  private static RefundServiceBlockingStub with(String key) {
    return RefundServiceGrpc.newBlockingStub(TestIdentity.withIdempotencyKey(SHOP.admin(), key));
  }

  private static Order refund(Order order, RefundOrderRequest.Builder request) {
    assertThat(order.getOrderId()).isNotEmpty();
    return SHOP.refund(request);
  }

  private static RefundOrderRequest.Builder request(Order order) {
    return RefundOrderRequest.newBuilder().setOrderId(order.getOrderId()).setReason("came broken");
  }

  private static RefundedItem back(String sku, int quantity, long amount) {
    return RefundedItem.newBuilder()
        .setSku(sku)
        .setQuantity(quantity)
        .setAmount(gbp(amount))
        .build();
  }

  private static Money gbp(long minorUnits) {
    return Money.newBuilder().setCurrencyCode("GBP").setMinorUnits(minorUnits).build();
  }

  private static long total(Order order) {
    return order.getTotal().getMinorUnits();
  }

  private static List<String> told(Order order) throws Exception {
    return told(order.getOrderId());
  }

  private static List<String> told(Refund refund) throws Exception {
    return told(refund.getRefundId());
  }

  private static List<String> told(String aggregateId) throws Exception {
    List<String> types = new ArrayList<>();
    try (Database database = SHOP.shop().database();
        Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select payload from outbox where key = '" + aggregateId + "' order by id")) {
      while (rows.next()) {
        EventEnvelope event = EventEnvelope.parseFrom(rows.getBytes(1));
        types.add(event.getType());
        assertThat(event.getAggregateVersion()).isEqualTo(types.size());
      }
    }
    return types;
  }
}
