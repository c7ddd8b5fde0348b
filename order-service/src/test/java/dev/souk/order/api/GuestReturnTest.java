package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Guests;
import dev.souk.kit.sql.Database;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.store.PostgresBuyerErasure;
import dev.souk.order.v1.ApproveReturnRequest;
import dev.souk.order.v1.CreateReturnRequest;
import dev.souk.order.v1.GetReturnRequest;
import dev.souk.order.v1.ListReturnsRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderUnits;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.v1.ReceiveReturnRequest;
import dev.souk.order.v1.RefundReturnRequest;
import dev.souk.order.v1.Return;
import dev.souk.order.v1.Return.State;
import dev.souk.order.v1.ReturnServiceGrpc;
import dev.souk.order.v1.ReturnServiceGrpc.ReturnServiceBlockingStub;
import dev.souk.order.world.Samples;
import dev.souk.order.world.ShopCounter;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What those who have no account send back. */
class GuestReturnTest {
  private static final String STRANGER = "SSSSSSSSSSSSSSSSSSSSSS";

  @RegisterExtension static final ShopCounter SHOP = new ShopCounter();
  private static final AtomicInteger guests = new AtomicInteger();

  private String guest = "";
  private String sku = "";

  @BeforeEach
  void aGuestWithAProductOfTheirOwn() {
    int number = guests.incrementAndGet();
    guest = "RRRRRRRRRRRRRRRRRRRR" + (10 + number);
    sku = "GIFT-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1000, 10);
  }

  private Order buy() {
    return OrderServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(SHOP.shop().guest(guest), UUID.randomUUID().toString()))
        .placeOrder(
            PlaceOrderRequest.newBuilder()
                .setEmail("ada@example.com")
                .setShippingAddress(Samples.london())
                .setPayment(PaymentMethod.newBuilder().setToken("tok_success"))
                .addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(2))
                .build());
  }

  /** Delivered; with the token that placing it answered. */
  private Order delivered() {
    Order order = buy();
    SHOP.deliver(order.getOrderId());
    return order;
  }

  private static ReturnServiceBlockingStub returns(String guestId) {
    return ReturnServiceGrpc.newBlockingStub(SHOP.shop().guest(guestId));
  }

  private static ReturnServiceBlockingStub admin() {
    return ReturnServiceGrpc.newBlockingStub(SHOP.admin());
  }

  private CreateReturnRequest asking(Order order, String token) {
    return CreateReturnRequest.newBuilder()
        .setOrderId(order.getOrderId())
        .addItems(OrderUnits.newBuilder().setSku(sku).setQuantity(1))
        .setReason("does not fit Ada")
        .setAccessToken(token)
        .build();
  }

  private static GetReturnRequest get(Return one, String token) {
    return GetReturnRequest.newBuilder()
        .setReturnId(one.getReturnId())
        .setAccessToken(token)
        .build();
  }

  private static ListReturnsRequest list(Order order, String token) {
    return ListReturnsRequest.newBuilder()
        .setOrderId(order.getOrderId())
        .setAccessToken(token)
        .build();
  }

  @Test
  @DisplayName("80, 81: a guest's cookie asks for a return, which ends as a user's does")
  void the_cookie_asks_for_a_return() {
    Order order = delivered();
    Return asked = returns(guest).createReturn(asking(order, ""));
    assertThat(asked.getState()).isEqualTo(State.STATE_REQUESTED);
    assertThat(asked.getAmount().getMinorUnits()).isEqualTo(1000);
    assertThat(asked.getHistory(0).getActor()).isEqualTo(Guests.ownerId(guest));
    assertThat(returns(guest).getReturn(get(asked, ""))).isEqualTo(asked);

    String id = asked.getReturnId();
    var _ = admin().approveReturn(ApproveReturnRequest.newBuilder().setReturnId(id).build());
    var _ = admin().receiveReturn(ReceiveReturnRequest.newBuilder().setReturnId(id).build());
    var _ = admin().refundReturn(RefundReturnRequest.newBuilder().setReturnId(id).build());
    assertThat(returns(guest).getReturn(get(asked, "")).getState()).isEqualTo(State.STATE_REFUNDED);
    assertThat(SHOP.world().bank().kept(order.getOrderId()))
        .isEqualTo(order.getTotal().getMinorUnits() - 1000);
  }

  @Test
  @DisplayName("80, 81: whoever has the token asks for returns and reads them, in the guest's name")
  void the_token_asks_and_reads() {
    Order order = delivered();
    String token = order.getAccessToken();
    Return asked = returns(STRANGER).createReturn(asking(order, token));
    assertThat(asked.getHistory(0).getActor()).isEqualTo(Guests.ownerId(guest));
    assertThat(returns(STRANGER).getReturn(get(asked, token))).isEqualTo(asked);
    assertThat(returns(STRANGER).listReturns(list(order, token)).getReturnsList())
        .containsExactly(asked);
    assertThat(returns(guest).listReturns(list(order, "")).getReturnsList()).containsExactly(asked);
    assertThat(ReturnServiceGrpc.newBlockingStub(SHOP.user("usr_bob")).getReturn(get(asked, token)))
        .isEqualTo(asked);
    assertThat(admin().getReturn(get(asked, ""))).isEqualTo(asked);
  }

  @Test
  @DisplayName("80, 81: without cookie and token an order and its returns are not there")
  void without_either_there_is_nothing() {
    Order order = delivered();
    Order other = delivered();
    Return asked = returns(guest).createReturn(asking(order, ""));
    for (String wrong : new String[] {"", "x", other.getAccessToken()}) {
      assertRefused(
          Reason.RESOURCE_NOT_FOUND, () -> returns(STRANGER).createReturn(asking(order, wrong)));
      assertRefused(
          Reason.RESOURCE_NOT_FOUND, () -> returns(STRANGER).getReturn(get(asked, wrong)));
      assertRefused(
          Reason.RESOURCE_NOT_FOUND, () -> returns(STRANGER).listReturns(list(order, wrong)));
    }
    Return absent = asked.toBuilder().setReturnId("ret_01jd8m3q4ref7vd8z8p4v6k1nc").build();
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> returns(STRANGER).getReturn(get(absent, order.getAccessToken())));
    ReturnServiceBlockingStub nobody = ReturnServiceGrpc.newBlockingStub(SHOP.shop().anonymous());
    assertRefused(Reason.TOKEN_MISSING, () -> nobody.getReturn(get(asked, order.getAccessToken())));
    assertRefused(
        Reason.INVALID_FIELD, () -> returns(STRANGER).getReturn(get(asked, "x".repeat(65))));
    assertRefused(
        Reason.TOKEN_MISSING,
        () ->
            returns(guest)
                .approveReturn(
                    ApproveReturnRequest.newBuilder().setReturnId(asked.getReturnId()).build()));
  }

  @Test
  @DisplayName("80, 81: a guest's return follows the rules of every return")
  void the_rules_are_the_same() {
    Order paid = buy();
    assertRefused(Reason.ILLEGAL_STATE, () -> returns(guest).createReturn(asking(paid, "")));
    SHOP.deliver(paid.getOrderId());
    CreateReturnRequest both =
        asking(paid, "").toBuilder()
            .addItems(OrderUnits.newBuilder().setSku(sku).setQuantity(2))
            .build();
    assertRefused(Reason.UNITS_EXCEED_PURCHASE, () -> returns(guest).createReturn(both));
    ReturnServiceBlockingStub named =
        ReturnServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(SHOP.shop().guest(guest), "r"));
    Return first = named.createReturn(asking(paid, ""));
    assertThat(named.createReturn(asking(paid, ""))).isEqualTo(first);
    assertRefused(Reason.IDEMPOTENCY_KEY_REUSED, () -> named.createReturn(both));
  }

  @Test
  @DisplayName("80, 81: a guest who was forgotten is named by no return, and asks for none")
  void who_is_forgotten_asks_for_nothing() {
    Order order = delivered();
    Return asked = returns(guest).createReturn(asking(order, ""));
    try (Database database = SHOP.shop().database()) {
      Instant now = Instant.now();
      assertThat(new PostgresBuyerErasure(database).eraseGuests(now.plus(Duration.ofDays(1)), now))
          .isPositive();
    }
    Return kept = admin().getReturn(get(asked, ""));
    assertThat(kept.toString()).doesNotContain("Ada");
    assertThat(kept.getItemsList()).isEqualTo(asked.getItemsList());
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> returns(guest).createReturn(asking(order, "")));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> returns(STRANGER).getReturn(get(asked, order.getAccessToken())));
  }
}
