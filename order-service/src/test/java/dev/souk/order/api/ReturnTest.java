package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static dev.souk.order.world.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.ApproveReturnRequest;
import dev.souk.order.v1.CreateReturnRequest;
import dev.souk.order.v1.EraseUserRequest;
import dev.souk.order.v1.ExportReturnsRequest;
import dev.souk.order.v1.GetReturnRequest;
import dev.souk.order.v1.ListReturnsRequest;
import dev.souk.order.v1.ListReturnsResponse;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.OrderUnits;
import dev.souk.order.v1.ReceiveReturnRequest;
import dev.souk.order.v1.ReceivedItem;
import dev.souk.order.v1.Refund;
import dev.souk.order.v1.RefundOrderRequest;
import dev.souk.order.v1.RefundReturnRequest;
import dev.souk.order.v1.RejectReturnRequest;
import dev.souk.order.v1.Return;
import dev.souk.order.v1.Return.State;
import dev.souk.order.v1.ReturnHistoryEntry;
import dev.souk.order.v1.ReturnServiceGrpc;
import dev.souk.order.v1.ReturnServiceGrpc.ReturnServiceBlockingStub;
import dev.souk.order.v1.UserDataServiceGrpc;
import dev.souk.order.v1.UserDataServiceGrpc.UserDataServiceBlockingStub;
import dev.souk.order.world.ShopCounter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What buyers send back. */
class ReturnTest {
  @RegisterExtension static final ShopCounter SHOP = new ShopCounter();
  private static final AtomicInteger buyers = new AtomicInteger();

  private String buyer = "";
  private String sku = "";
  private String other = "";

  @BeforeEach
  void aBuyerWithProductsOfTheirOwn() {
    int number = buyers.incrementAndGet();
    buyer = "usr_return" + number;
    sku = "BACK-" + number;
    other = "STAYS-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1000, 100);
    SHOP.world().shelves().put(other, "GBP", 333, 100);
  }

  @Test
  void what_is_sent_back_is_approved_received_restocked_and_paid_back() {
    Order order = delivered(Map.of(sku, 2, other, 3));
    Return asked = ask(order, units(sku, 1), units(other, 2));
    assertThat(asked.getState()).isEqualTo(State.STATE_REQUESTED);
    assertThat(asked.getAmount().getMinorUnits()).isEqualTo(1666);
    assertThat(asked.getReason()).isEqualTo("does not fit");
    assertThat(asked.getItemsList())
        .extracting(item -> item.getName())
        .allMatch(name -> !name.isEmpty());
    assertThat(asked.getAllowedTransitionsList())
        .containsExactly(State.STATE_APPROVED, State.STATE_REJECTED);

    approve(asked);
    Return received = receive(asked, sku);
    assertThat(received.getItemsList())
        .allMatch(item -> item.getRestock() == item.getSku().equals(sku));
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(99);
    assertThat(SHOP.world().shelves().onHand(other)).isEqualTo(97);
    Return refunded = refund(asked);
    assertThat(refunded.getState()).isEqualTo(State.STATE_REFUNDED);
    assertThat(refunded.getHistoryList())
        .extracting(ReturnHistoryEntry::getActor)
        .containsExactly(buyer, "usr_admin", "usr_admin", "usr_admin");
    Order after = SHOP.read(order.getOrderId());
    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_DELIVERED);
    assertThat(after.getRefundsList())
        .singleElement()
        .satisfies(paid -> {
          assertThat(paid.getRefundId()).isEqualTo(refunded.getRefundId());
          assertThat(paid.getAmount().getMinorUnits()).isEqualTo(1666);
          assertThat(paid.getState()).isEqualTo(Refund.State.STATE_SUCCEEDED);
        });
    assertThat(SHOP.kept(order)).isEqualTo(order.getTotal().getMinorUnits() - 1666);
    assertThat(mine().getReturn(get(asked))).isEqualTo(refunded);
  }

  @Test
  void a_step_that_is_repeated_changes_nothing_and_none_is_left_out() {
    Order order = delivered(Map.of(sku, 2));
    Return asked = ask(order, units(sku, 1));
    assertIllegal("REQUESTED", () -> receive(asked, sku));
    assertIllegal("REQUESTED", () -> refund(asked));
    assertThat(approve(asked)).isEqualTo(approve(asked));
    assertIllegal("APPROVED", () -> reject(asked));
    assertIllegal("APPROVED", () -> refund(asked));
    assertRefused(Reason.INVALID_FIELD, () -> receive(asked, "ELSE"));
    assertThat(receive(asked, sku)).isEqualTo(receive(asked, sku));
    assertIllegal("RECEIVED", () -> receive(asked));
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(99);
    assertIllegal("RECEIVED", () -> approve(asked));
    assertThat(refund(asked)).isEqualTo(refund(asked));
    assertIllegal("REFUNDED", () -> reject(asked));
    assertThat(SHOP.kept(order)).isEqualTo(order.getTotal().getMinorUnits() - 1000);

    Return refused = ask(order, units(sku, 1));
    assertThat(reject(refused)).isEqualTo(reject(refused));
    assertIllegal("REJECTED", () -> approve(refused));
  }

  @Test
  void no_more_comes_back_than_was_bought() {
    Order order = delivered(Map.of(sku, 3));
    Return two = ask(order, units(sku, 2));
    assertThat(
            assertRefused(Reason.UNITS_EXCEED_PURCHASE, () -> ask(order, units(sku, 2)))
                .variable("left"))
        .isEqualTo("1");
    reject(two);
    Return all = ask(order, units(sku, 2), units(sku, 1));
    assertThat(all.getItemsList()).singleElement().extracting(i -> i.getQuantity()).isEqualTo(3);
    assertRefused(Reason.UNITS_EXCEED_PURCHASE, () -> ask(order, units(sku, 1)));
    assertRefused(
        Reason.UNITS_EXCEED_PURCHASE,
        () -> payBack(order, RefundOrderRequest.newBuilder().addItems(units(sku, 1))));
    approve(all);
    receive(all);
    refund(all);
    assertThat(SHOP.kept(order)).isEqualTo(order.getTotal().getMinorUnits() - 3000);
    assertThat(SHOP.world().shelves().onHand(sku)).isEqualTo(97);
  }

  @Test
  void of_an_order_that_was_paid_back_otherwise_only_the_rest_is_paid() {
    Order order = delivered(Map.of(sku, 1));
    Return asked = ask(order, units(sku, 1));
    long total = order.getTotal().getMinorUnits();
    payBack(
        order,
        RefundOrderRequest.newBuilder()
            .setAmount(order.getTotal().toBuilder().setMinorUnits(total - 1)));
    approve(asked);
    receive(asked);
    assertThat(refund(asked).getState()).isEqualTo(State.STATE_REFUNDED);
    Order after = SHOP.read(order.getOrderId());
    assertThat(after.getState()).isEqualTo(OrderState.ORDER_STATE_REFUNDED);
    assertThat(after.getRefunds(1).getAmount().getMinorUnits()).isEqualTo(1);
    assertThat(SHOP.kept(order)).isZero();

    Order nothingLeft = delivered(Map.of(sku, 1));
    Return late = ask(nothingLeft, units(sku, 1));
    payBack(nothingLeft, RefundOrderRequest.newBuilder());
    approve(late);
    receive(late);
    assertThat(refund(late).getState()).isEqualTo(State.STATE_REFUNDED);
    assertThat(refund(late).getRefundId()).isEmpty();
    assertThat(SHOP.read(nothingLeft.getOrderId()).getRefundsList()).hasSize(1);
  }

  @Test
  void a_refund_that_is_refused_for_good_can_be_tried_again() {
    Order order = delivered(Map.of(sku, 1));
    Return asked = ask(order, units(sku, 1));
    approve(asked);
    receive(asked);
    SHOP.world().bank().declineRefunds(order.getOrderId());
    assertRefused(Reason.PAYMENT_DECLINED, () -> refund(asked));
    assertThat(mine().getReturn(get(asked)).getState()).isEqualTo(State.STATE_RECEIVED);
    assertThat(mine().getReturn(get(asked)).getRefundId()).isEmpty();
    SHOP.world().bank().allowRefunds();
    assertThat(refund(asked).getState()).isEqualTo(State.STATE_REFUNDED);
    assertThat(SHOP.read(order.getOrderId()).getRefundsList())
        .extracting(Refund::getState)
        .containsExactly(Refund.State.STATE_FAILED, Refund.State.STATE_SUCCEEDED);
  }

  @Test
  void only_delivered_orders_can_be_returned() {
    Order paid = SHOP.buy(buyer, "tok_success", Map.of(sku, 1));
    assertIllegal("PAID", () -> ask(paid, units(sku, 1)));
  }

  @Test
  void a_key_is_one_return() {
    Order order = delivered(Map.of(sku, 3));
    CreateReturnRequest request = creating(order, units(sku, 1));
    Return first = named("r" + sku).createReturn(request);
    assertThat(named("r" + sku).createReturn(request)).isEqualTo(first);
    assertRefused(
        Reason.IDEMPOTENCY_KEY_REUSED,
        () -> named("r" + sku).createReturn(creating(order, units(sku, 2))));
    assertThat(list(order, "").getReturnsList()).containsExactly(first);
  }

  @Test
  void buyers_see_their_own_returns_page_by_page_and_admins_all() {
    Order order = delivered(Map.of(sku, 3));
    List<Return> asked =
        List.of(ask(order, units(sku, 1)), ask(order, units(sku, 1)), ask(order, units(sku, 1)));
    ListReturnsResponse first = list(order, "");
    assertThat(first.getReturnsList()).isEqualTo(asked.subList(0, 2));
    assertThat(list(order, first.getNextPageToken()).getReturnsList())
        .isEqualTo(asked.subList(2, 3));
    assertThat(list(order, first.getNextPageToken()).getNextPageToken()).isEmpty();
    assertRefused(Reason.PAGE_TOKEN_INVALID, () -> list(order, "nonsense"));
    assertThat(admin().getReturn(get(asked.getFirst()))).isEqualTo(asked.getFirst());

    ReturnServiceBlockingStub stranger =
        ReturnServiceGrpc.newBlockingStub(SHOP.user("usr_stranger"));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> stranger.getReturn(get(asked.getFirst())));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            stranger.listReturns(
                ListReturnsRequest.newBuilder().setOrderId(order.getOrderId()).build()));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> stranger.createReturn(creating(order, units(sku, 1))));
    assertRefused(Reason.ROLE_REQUIRED, () -> mine().approveReturn(approving(asked.getFirst())));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> admin().approveReturn(ApproveReturnRequest.newBuilder().setReturnId("x").build()));
    assertRefused(Reason.INVALID_FIELD, () -> ask(order, units("ELSE", 1)));
    assertRefused(Reason.INVALID_FIELD, () -> ask(order));
  }

  @Test
  void what_a_buyer_wrote_is_exported_and_then_erased() {
    Order order = delivered(Map.of(sku, 2));
    Return asked = ask(order, units(sku, 1));
    reject(ask(order, units(sku, 1)));
    UserDataServiceBlockingStub users =
        UserDataServiceGrpc.newBlockingStub(SHOP.shop().service("user-service"));
    ExportReturnsRequest export = ExportReturnsRequest.newBuilder().setUserId(buyer).build();
    assertThat(users.exportReturns(export).getReturnsList())
        .hasSize(2)
        .contains(asked)
        .allMatch(one -> one.getReason().equals("does not fit"));
    users.eraseUser(EraseUserRequest.newBuilder().setUserId(buyer).build());
    assertThat(users.exportReturns(export).getReturnsList())
        .hasSize(2)
        .allMatch(one -> one.getReason().isEmpty() && one.getHistory(0).getReason().isEmpty())
        .anyMatch(
            one -> one.getHistoryCount() == 2 && one.getHistory(1).getReason().equals("used"));
  }

  private static void assertIllegal(
      String current, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThat(assertRefused(Reason.ILLEGAL_STATE, call).variable("currentState"))
        .isEqualTo(current);
  }

  private Order delivered(Map<String, Integer> units) {
    return SHOP.deliver(SHOP.buy(buyer, "tok_success", units).getOrderId());
  }

  private ReturnServiceBlockingStub mine() {
    return ReturnServiceGrpc.newBlockingStub(SHOP.user(buyer));
  }

  private ReturnServiceBlockingStub named(String key) {
    return ReturnServiceGrpc.newBlockingStub(
        TestIdentity.withIdempotencyKey(SHOP.user(buyer), key));
  }

  private static ReturnServiceBlockingStub admin() {
    return ReturnServiceGrpc.newBlockingStub(SHOP.admin());
  }

  private Return ask(Order order, OrderUnits... units) {
    return mine().createReturn(creating(order, units));
  }

  private static CreateReturnRequest creating(Order order, OrderUnits... units) {
    return CreateReturnRequest.newBuilder()
        .setOrderId(order.getOrderId())
        .addAllItems(List.of(units))
        .setReason("does not fit")
        .build();
  }

  private ListReturnsResponse list(Order order, String pageToken) {
    return mine()
        .listReturns(
            ListReturnsRequest.newBuilder()
                .setOrderId(order.getOrderId())
                .setPageSize(2)
                .setPageToken(pageToken)
                .build());
  }

  private static ApproveReturnRequest approving(Return one) {
    return ApproveReturnRequest.newBuilder().setReturnId(one.getReturnId()).build();
  }

  private static Return approve(Return one) {
    return admin().approveReturn(approving(one));
  }

  private static Return reject(Return one) {
    return admin()
        .rejectReturn(
            RejectReturnRequest.newBuilder()
                .setReturnId(one.getReturnId())
                .setReason("used")
                .build());
  }

  private static Return receive(Return one, String... restocked) {
    ReceiveReturnRequest.Builder request =
        ReceiveReturnRequest.newBuilder().setReturnId(one.getReturnId());
    for (String back : restocked) {
      request.addItems(ReceivedItem.newBuilder().setSku(back).setRestock(true));
    }
    return admin().receiveReturn(request.build());
  }

  private static Return refund(Return one) {
    return admin()
        .refundReturn(RefundReturnRequest.newBuilder().setReturnId(one.getReturnId()).build());
  }

  private static GetReturnRequest get(Return one) {
    return GetReturnRequest.newBuilder().setReturnId(one.getReturnId()).build();
  }

  private static void payBack(Order order, RefundOrderRequest.Builder request) {
    var _ = SHOP.refund(request.setOrderId(order.getOrderId()).setReason("goodwill"));
  }
}
