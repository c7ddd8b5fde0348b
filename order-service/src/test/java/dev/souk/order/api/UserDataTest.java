package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.EraseUserRequest;
import dev.souk.order.v1.ExportOrdersRequest;
import dev.souk.order.v1.ExportOrdersResponse;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.UserDataServiceGrpc;
import dev.souk.order.v1.UserDataServiceGrpc.UserDataServiceBlockingStub;
import dev.souk.order.world.OrderShop;
import dev.souk.order.world.Samples;
import dev.souk.type.v1.PostalAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the service tells of a buyer, and what is left when the buyer's account is gone. */
class UserDataTest {
  private static final PostalAddress NOWHERE =
      PostalAddress.newBuilder().setCountryCode("GB").build();

  @RegisterExtension static final OrderShop SHOP = new OrderShop();
  private static final AtomicInteger buyers = new AtomicInteger();

  private String buyer = "";
  private String sku = "";

  @BeforeEach
  void aBuyerWithAProductOfTheirOwn() {
    int number = buyers.incrementAndGet();
    buyer = "usr_data" + number;
    sku = "DATA-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1999, 1000);
  }

  @Test
  @DisplayName("30: an export has every order of the user, the refused ones too, and nobody else's")
  void an_export_has_every_order_of_the_user() {
    List<Order> bought = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      bought.addFirst(buy("tok_success"));
    }
    assertRefused(Reason.PAYMENT_DECLINED, () -> buy("tok_declined"));

    ExportOrdersResponse first = export("");
    ExportOrdersResponse second = export(first.getNextPageToken());
    assertThat(first.getOrdersList()).hasSize(100);
    assertThat(first.getOrders(0).getState()).isEqualTo(OrderState.ORDER_STATE_FAILED);
    assertThat(first.getOrdersList().subList(1, 100)).isEqualTo(bought.subList(0, 99));
    assertThat(second.getOrdersList()).containsExactly(bought.getLast());
    assertThat(second.getNextPageToken()).isEmpty();

    buyer = "usr_else";
    assertThat(export("").getOrdersList()).isEmpty();
    String theirs = first.getNextPageToken();
    assertRefused(Reason.PAGE_TOKEN_INVALID, () -> export(theirs));
  }

  @Test
  @DisplayName("26: ended orders stay with items and amounts, without a buyer; others keep theirs")
  void erasing_takes_the_buyer_out_of_ended_orders() {
    Order underWay = buy("tok_success");
    Order cancelled = cancel(buy("tok_success"), "I live at 1 Main Street now");
    assertRefused(Reason.PAYMENT_DECLINED, () -> buy("tok_declined"));
    Order refused = export("").getOrders(0);

    assertThat(erase()).isEqualTo(1);

    assertThat(read(underWay)).isEqualTo(underWay);
    assertThat(read(cancelled)).isEqualTo(anonymous(cancelled));
    assertThat(read(refused)).isEqualTo(anonymous(refused));
    assertThat(export("").toString()).contains("Ada Lovelace").doesNotContain("I live at");

    Order ended = cancel(underWay, "too late");
    assertThat(erase()).isZero();
    assertThat(read(ended)).isEqualTo(anonymous(ended));
    assertThat(export("").toString()).doesNotContain("Ada", "Main Street", "London", "too late");
    assertThat(erase()).isZero();
    assertThat(read(cancelled)).isEqualTo(anonymous(cancelled));
  }

  @Test
  void erasing_leaves_other_buyers_alone_also_in_an_order_that_an_admin_cancelled() {
    Order theirs = cancel(buy("tok_success"), "theirs");
    buyer = buyer + "b";
    Order order = buy("tok_success");
    Order cancelled =
        OrderServiceGrpc.newBlockingStub(SHOP.admin())
            .cancelOrder(
                CancelOrderRequest.newBuilder()
                    .setOrderId(order.getOrderId())
                    .setReason("damaged in the warehouse")
                    .build());

    assertThat(erase()).isZero();
    assertThat(read(theirs)).isEqualTo(theirs);
    assertThat(read(cancelled).getHistoryList()).isEqualTo(cancelled.getHistoryList());
    assertThat(read(cancelled).getShippingAddress()).isEqualTo(NOWHERE);
  }

  @Test
  void a_repeated_request_does_not_bring_back_what_was_erased() {
    SHOP.world().trolleys().add(buyer, sku, 1);
    OrderServiceBlockingStub keyed =
        OrderServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(SHOP.user(buyer), "again"));
    Order order = keyed.placeOrder(Samples.order("tok_success"));
    Order cancelled = cancel(order, "");
    assertThat(erase()).isZero();
    assertThat(keyed.placeOrder(Samples.order("tok_success"))).isEqualTo(anonymous(cancelled));
  }

  @Test
  void only_user_service_may_ask() {
    UserDataServiceBlockingStub payments =
        UserDataServiceGrpc.newBlockingStub(SHOP.service("payment-service"));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> payments.exportOrders(ExportOrdersRequest.newBuilder().setUserId("usr_1").build()));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> payments.eraseUser(EraseUserRequest.newBuilder().setUserId("usr_1").build()));
  }

  private static UserDataServiceBlockingStub userService() {
    return UserDataServiceGrpc.newBlockingStub(SHOP.service("user-service"));
  }

  private ExportOrdersResponse export(String pageToken) {
    return userService()
        .exportOrders(
            ExportOrdersRequest.newBuilder().setUserId(buyer).setPageToken(pageToken).build());
  }

  private int erase() {
    return userService()
        .eraseUser(EraseUserRequest.newBuilder().setUserId(buyer).build())
        .getOrdersUnderWay();
  }

  /** The order as it should be once its buyer is erased. */
  private Order anonymous(Order order) {
    Order.Builder expected =
        order.toBuilder().setShippingAddress(NOWHERE).setBillingAddress(NOWHERE);
    expected
        .getHistoryBuilderList()
        .forEach(entry -> {
          if (entry.getActor().equals(buyer)) {
            entry.clearReason();
          }
        });
    return expected.build();
  }

  private Order read(Order order) {
    return OrderServiceGrpc.newBlockingStub(SHOP.admin())
        .getOrder(GetOrderRequest.newBuilder().setOrderId(order.getOrderId()).build());
  }

  private Order cancel(Order order, String reason) {
    return OrderServiceGrpc.newBlockingStub(SHOP.user(buyer))
        .cancelOrder(
            CancelOrderRequest.newBuilder()
                .setOrderId(order.getOrderId())
                .setReason(reason)
                .build());
  }

  private Order buy(String token) {
    SHOP.world().trolleys().add(buyer, sku, 1);
    return OrderServiceGrpc.newBlockingStub(SHOP.keyed(buyer)).placeOrder(Samples.order(token));
  }
}
