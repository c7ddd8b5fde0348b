package dev.souk.order.api;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.event.v1.OrderPaid;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Guests;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.sql.Database;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.store.PostgresBuyerErasure;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.ConfirmPaymentRequest;
import dev.souk.order.v1.GetOrderLinkRequest;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderLink;
import dev.souk.order.v1.OrderLinkServiceGrpc;
import dev.souk.order.v1.OrderLinkServiceGrpc.OrderLinkServiceBlockingStub;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.world.OrderShop;
import dev.souk.order.world.Samples;
import io.grpc.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** 80: orders of those who have no account; Kafka is away, so that events stay in the outbox. */
class GuestCheckoutTest {
  private static final String EMAIL = "ada@example.com";

  @RegisterExtension static final OrderShop SHOP = new OrderShop();
  private static final AtomicInteger guests = new AtomicInteger();
  private static Database database;

  private String guest = "";
  private String sku = "";

  @BeforeAll
  static void open() {
    database = SHOP.database();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void aGuestWithAProductOfTheirOwn() {
    int number = guests.incrementAndGet();
    guest = "GGGGGGGGGGGGGGGGGGGG" + (10 + number);
    sku = "GUEST-" + number;
    SHOP.world().shelves().put(sku, "GBP", 1999, 10);
  }

  private static Channel as(String guestId) {
    return SHOP.guest(guestId);
  }

  private static OrderServiceBlockingStub orders(String guestId) {
    return OrderServiceGrpc.newBlockingStub(as(guestId));
  }

  private static OrderServiceBlockingStub keyed(Channel channel, String key) {
    return OrderServiceGrpc.newBlockingStub(TestIdentity.withIdempotencyKey(channel, key));
  }

  private static Channel user() {
    return SHOP.user("usr_ada");
  }

  private static String stranger() {
    return "SSSSSSSSSSSSSSSSSSSSSS";
  }

  private PlaceOrderRequest.Builder request(String token) {
    return PlaceOrderRequest.newBuilder()
        .setEmail(EMAIL)
        .setShippingAddress(Samples.london())
        .setPayment(PaymentMethod.newBuilder().setToken(token))
        .addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(1));
  }

  private Order buy() {
    return keyed(as(guest), UUID.randomUUID().toString())
        .placeOrder(request("tok_success").build());
  }

  private static GetOrderRequest get(String orderId, String token) {
    return GetOrderRequest.newBuilder().setOrderId(orderId).setAccessToken(token).build();
  }

  private static CancelOrderRequest cancel(Order order, String token) {
    return CancelOrderRequest.newBuilder()
        .setOrderId(order.getOrderId())
        .setReason("I live at 1 Main Street now")
        .setAccessToken(token)
        .build();
  }

  private static Order asShown(Order placed) {
    return placed.toBuilder().clearAccessToken().build();
  }

  @Test
  @DisplayName("80: a guest orders what is in the guest's cart, and the answer opens the order")
  void a_guest_orders_what_is_in_the_cart() {
    SHOP.world().trolleys().add(guest, sku, 2);
    Order order = keyed(as(guest), "k").placeOrder(request("tok_success").clearItems().build());
    assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_PAID);
    assertThat(order.getEmail()).isEqualTo(EMAIL);
    assertThat(order.getBuyerId()).isEqualTo(Guests.ownerId(guest)).doesNotContain(guest);
    assertThat(order.getHistory(0).getActor()).isEqualTo(order.getBuyerId());
    assertThat(order.getAccessToken()).matches("[A-Za-z0-9_-]{43}");
    assertThat(SHOP.world().bank().captured(order.getOrderId()).getMinorUnits()).isEqualTo(3998);
    assertThat(SHOP.world().trolleys().quantity(guest, sku)).isZero();
    assertThat(orders(guest).getOrder(get(order.getOrderId(), ""))).isEqualTo(asShown(order));
    assertThat(orders(stranger()).getOrder(get(order.getOrderId(), order.getAccessToken())))
        .isEqualTo(asShown(order));
    assertThat(
            OrderServiceGrpc.newBlockingStub(user())
                .getOrder(get(order.getOrderId(), order.getAccessToken())))
        .isEqualTo(asShown(order));
  }

  @Test
  @DisplayName("80: the same request is answered the same order and token; another guest's is not")
  void a_repetition_is_answered_the_same_token() {
    PlaceOrderRequest request = request("tok_success").build();
    Order order = keyed(as(guest), "same").placeOrder(request);
    assertThat(keyed(as(guest), "same").placeOrder(request)).isEqualTo(order);
    Order other = keyed(as(stranger()), "same").placeOrder(request);
    assertThat(other.getOrderId()).isNotEqualTo(order.getOrderId());
    assertThat(other.getAccessToken()).isNotEqualTo(order.getAccessToken());
    PlaceOrderRequest changed = request.toBuilder().setEmail("eve@example.com").build();
    assertRefused(
        Reason.IDEMPOTENCY_KEY_REUSED, () -> keyed(as(guest), "same").placeOrder(changed));
  }

  @Test
  @DisplayName("80: a wrong token, none, another order's and an order that is not there are alike")
  void without_its_token_an_order_is_not_there() {
    Order order = buy();
    Order other = buy();
    String absent = "ord_01jd8m3q4ref7vd8z8p4v6k1nc";
    String message = notFound(absent, "").replace(absent, "");
    for (String wrong :
        new String[] {"", "x", other.getAccessToken(), order.getAccessToken().substring(1)}) {
      assertThat(notFound(order.getOrderId(), wrong).replace(order.getOrderId(), ""))
          .isEqualTo(message);
      assertRefused(
          Reason.RESOURCE_NOT_FOUND, () -> orders(stranger()).cancelOrder(cancel(order, wrong)));
      assertRefused(
          Reason.RESOURCE_NOT_FOUND,
          () ->
              orders(stranger())
                  .confirmPayment(
                      ConfirmPaymentRequest.newBuilder()
                          .setOrderId(order.getOrderId())
                          .setAccessToken(wrong)
                          .build()));
    }
    assertThat(notFound(absent, order.getAccessToken()).replace(absent, "")).isEqualTo(message);
    GetOrderRequest tooLong = get(order.getOrderId(), "x".repeat(65));
    assertRefused(Reason.INVALID_FIELD, () -> orders(stranger()).getOrder(tooLong));
    assertRefused(
        Reason.TOKEN_MISSING,
        () ->
            OrderServiceGrpc.newBlockingStub(SHOP.anonymous())
                .getOrder(get(order.getOrderId(), order.getAccessToken())));
    assertThat(orders(guest).getOrder(get(order.getOrderId(), "")).getState())
        .isEqualTo(OrderState.ORDER_STATE_PAID);
  }

  private static String notFound(String orderId, String token) {
    return assertRefused(
            Reason.RESOURCE_NOT_FOUND, () -> orders(stranger()).getOrder(get(orderId, token)))
        .getMessage();
  }

  @Test
  @DisplayName(
      "80: a user's order has no token, and is the user's alone also beside a guest's cookie")
  void a_users_order_has_no_token() {
    Channel ada = TestIdentity.with(user(), Headers.GUEST_ID, guest);
    Order order = keyed(ada, "u").placeOrder(request("tok_success").clearEmail().build());
    assertThat(order.getAccessToken()).isEmpty();
    assertThat(order.getEmail()).isEmpty();
    assertThat(order.getBuyerId()).isEqualTo("usr_ada");
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> orders(guest).getOrder(get(order.getOrderId(), "")));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> links().getOrderLink(link(order)));
  }

  @Test
  @DisplayName("80: a guest says where they are written to, and a user does not")
  void a_guest_has_an_email_and_a_user_has_not() {
    PlaceOrderRequest without = request("tok_success").clearEmail().build();
    PlaceOrderRequest wrong = request("tok_success").setEmail("ada").build();
    PlaceOrderRequest with = request("tok_success").build();
    PlaceOrderRequest saved =
        request("tok_success").clearShippingAddress().setShippingAddressId("adr_1").build();
    assertRefused(Reason.INVALID_FIELD, () -> keyed(as(guest), "e").placeOrder(without));
    assertRefused(Reason.INVALID_FIELD, () -> keyed(as(guest), "e").placeOrder(wrong));
    assertRefused(Reason.INVALID_FIELD, () -> keyed(user(), "e").placeOrder(with));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> keyed(as(guest), "e").placeOrder(saved));
    assertRefused(Reason.TOKEN_MISSING, () -> keyed(SHOP.anonymous(), "e").placeOrder(with));
    assertThat(SHOP.world().shelves().reserved(sku)).isZero();
    assertThat(keyed(as(guest), "e").placeOrder(with).getState())
        .isEqualTo(OrderState.ORDER_STATE_PAID);
  }

  @Test
  @DisplayName("80: whoever has the token confirms the payment and cancels, in the guest's name")
  void the_token_confirms_and_cancels() {
    PlaceOrderRequest request = request("tok_3ds").build();
    var refusal =
        assertRefused(
            Reason.PAYMENT_ACTION_REQUIRED, () -> keyed(as(guest), "c").placeOrder(request));
    String orderId = refusal.variable("orderId");
    ConfirmPaymentRequest confirmation =
        ConfirmPaymentRequest.newBuilder().setOrderId(orderId).build();
    assertRefused(Reason.PAYMENT_ACTION_REQUIRED, () -> orders(guest).confirmPayment(confirmation));
    SHOP.world().bank().buyerConfirms(orderId);
    Order paid = keyed(as(guest), "c").placeOrder(request);
    assertThat(paid.getState()).isEqualTo(OrderState.ORDER_STATE_PAID);
    assertThat(
            orders(stranger())
                .confirmPayment(
                    confirmation.toBuilder().setAccessToken(paid.getAccessToken()).build()))
        .isEqualTo(asShown(paid));
    Order cancelled = orders(stranger()).cancelOrder(cancel(paid, paid.getAccessToken()));
    assertThat(cancelled.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(cancelled.getHistory(2).getActor()).isEqualTo(paid.getBuyerId());
    assertThat(orders(guest).cancelOrder(cancel(paid, ""))).isEqualTo(cancelled);
    assertThat(SHOP.world().bank().kept(orderId)).isZero();
  }

  @Test
  @DisplayName("80: the token is kept nowhere, and events have the address but no token")
  void the_token_is_kept_nowhere() throws Exception {
    Order order = buy();
    for (String table : new String[] {"orders", "order_history", "order_saga", "idempotency_key"}) {
      assertThat(count("select count(*) from " + table + " t where t::text like ?", order))
          .as(table)
          .isZero();
    }
    byte[] payload =
        database.run(sql ->
            sql.first(
                    "select payload from outbox where key = ?",
                    row -> row.getBytes(1),
                    order.getOrderId())
                .orElseThrow());
    OrderPaid paid = EventEnvelope.parseFrom(payload).getPayload().unpack(OrderPaid.class);
    assertThat(paid.getOrder()).isEqualTo(asShown(order).toBuilder().build());
    assertThat(paid.getOrder().getEmail()).isEqualTo(EMAIL);
    assertThat(paid.getUserId()).isEqualTo(order.getBuyerId());
  }

  private static long count(String query, Order order) {
    return database.run(sql ->
        sql.first(query, row -> row.getLong(1), "%" + order.getAccessToken() + "%").orElseThrow());
  }

  @Test
  @DisplayName("80: who writes to guests is told the link, and nobody else is")
  void who_writes_to_guests_is_told_the_link() {
    Order order = buy();
    OrderLink told = links().getOrderLink(link(order));
    assertThat(told.getAccessToken()).isEqualTo(order.getAccessToken());
    assertThat(told.getEmail()).isEqualTo(EMAIL);
    GetOrderLinkRequest malformed = GetOrderLinkRequest.newBuilder().setOrderId("x").build();
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> links().getOrderLink(malformed));
    OrderLinkServiceBlockingStub carts =
        OrderLinkServiceGrpc.newBlockingStub(SHOP.service("cart-service"));
    assertRefused(Reason.CALLER_NOT_ALLOWED, () -> carts.getOrderLink(link(order)));
  }

  private static OrderLinkServiceBlockingStub links() {
    return OrderLinkServiceGrpc.newBlockingStub(SHOP.service("notification-service"));
  }

  private static GetOrderLinkRequest link(Order order) {
    return GetOrderLinkRequest.newBuilder().setOrderId(order.getOrderId()).build();
  }

  @Test
  @DisplayName("80: after a while ended orders of guests name nobody, and no token opens them")
  void guests_are_forgotten_after_a_while() {
    Order ended = buy();
    orders(guest).cancelOrder(cancel(ended, ""));
    Order underWay = buy();
    PostgresBuyerErasure erasure = new PostgresBuyerErasure(database);
    Instant now = Instant.now();
    erasure.eraseGuests(now.minus(Duration.ofDays(1)), now);
    assertThat(orders(guest).getOrder(get(ended.getOrderId(), "")).getEmail()).isEqualTo(EMAIL);

    assertThat(erasure.eraseGuests(now.plus(Duration.ofDays(1)), now)).isPositive();

    Order erased =
        OrderServiceGrpc.newBlockingStub(SHOP.admin()).getOrder(get(ended.getOrderId(), ""));
    assertThat(erased.toString()).doesNotContain("Ada", "Main Street", "London", EMAIL);
    assertThat(erased.getItemsList()).isEqualTo(ended.getItemsList());
    assertThat(erased.getShippingAddress().getCountryCode()).isEqualTo("GB");
    notFound(ended.getOrderId(), ended.getAccessToken());
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> links().getOrderLink(link(ended)));
    assertThat(
            orders(stranger())
                .getOrder(get(underWay.getOrderId(), underWay.getAccessToken()))
                .getEmail())
        .isEqualTo(EMAIL);
    assertThat(erasure.eraseGuests(now.plus(Duration.ofDays(1)), now)).isZero();
  }

  @Test
  @DisplayName("80: the database holds guests' orders to an address and a token, and no others")
  void the_database_holds_guests_to_an_address_and_a_token() {
    Order order = buy();
    for (String change :
        new String[] {
          "email = null", "access_token_hash = null", "email = ''", "user_id = 'usr_1'"
        }) {
      assertThatThrownBy(() ->
              database.run(sql ->
                  sql.update(
                      "update orders set " + change + " where order_id = ?", order.getOrderId())))
          .hasStackTraceContaining("guests_have_an_address_and_a_token");
    }
  }
}
