package dev.souk.system.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.OrderProcess;
import dev.souk.system.shop.Shop;
import dev.souk.type.v1.PostalAddress;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A buyer who repeats a request until it is answered. */
final class Customer {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final long CALL_SECONDS = 20;

  /** What a request that may be repeated fails with when its service dies or is busy with it. */
  private static final Set<Status.Code> TRY_AGAIN =
      Set.of(Status.Code.UNAVAILABLE, Status.Code.ABORTED, Status.Code.CANCELLED);

  private final Shop shop;
  private final int number;
  private final String sku;
  private final Map<String, OrderState> orders = new HashMap<>();
  private String key = "";
  private String lastOrder = "";

  Customer(Shop shop, int number, String sku) {
    this.shop = shop;
    this.number = number;
    this.sku = sku;
  }

  private Client client() {
    return shop.accounts().buyer(number);
  }

  /** Puts one unit into the cart, which the order before has emptied. */
  void fillCart() {
    await("the cart of the order before to be cleared")
        .atMost(PATIENCE)
        .until(() -> client().get("/v1/cart").ok().at("/totalQuantity").equals("0"));
    Goods.add(client(), sku, 1).ok();
    key = UUID.randomUUID().toString();
  }

  /** Puts one unit into the cart, whatever a refused order has left there. */
  void refillCart() {
    client().delete("/v1/cart").ok();
    fillCart();
  }

  /** Orders the cart; empty when there is no answer. */
  Optional<Order> place(OrderProcess process) {
    return answer(() -> stub(process, key).placeOrder(order("tok_success")));
  }

  /** Orders with a card that is declined; whether that was the answer. */
  boolean placeDeclined(OrderProcess process) {
    try {
      Order order = stub(process, key).placeOrder(order("tok_declined"));
      assertThat(order.getState()).isEqualTo(OrderState.ORDER_STATE_PENDING);
      return false;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
        assertThat(e.getStatus().getDescription()).contains("declined");
        return true;
      }
      assertThat(e.getStatus().getCode()).as("%s", e).isIn(TRY_AGAIN);
      return false;
    }
  }

  /** Repeats the request until the refusal is known. */
  void placeUntilDeclined(OrderProcess process) {
    await("an order to be declined")
        .atMost(PATIENCE)
        .pollInterval(BETWEEN)
        .until(() -> placeDeclined(process));
  }

  /** Repeats the request until the order is paid. */
  void placeUntilPaid(OrderProcess process) {
    Order paid =
        await("an order to be paid")
            .atMost(PATIENCE)
            .pollInterval(BETWEEN)
            .until(() -> place(process), answer -> isIn(answer, OrderState.ORDER_STATE_PAID))
            .orElseThrow();
    lastOrder = paid.getOrderId();
    orders.put(lastOrder, OrderState.ORDER_STATE_PAID);
  }

  /** Cancels the last order; empty when there is no answer. */
  Optional<Order> cancel(OrderProcess process) {
    CancelOrderRequest request =
        CancelOrderRequest.newBuilder().setOrderId(lastOrder).setReason("too late").build();
    return answer(() -> stub(process, "cancel-" + lastOrder).cancelOrder(request));
  }

  /** Repeats the request until the order is cancelled. */
  void cancelUntilCancelled(OrderProcess process) {
    await("an order to be cancelled")
        .atMost(PATIENCE)
        .pollInterval(BETWEEN)
        .until(() -> cancel(process), answer -> isIn(answer, OrderState.ORDER_STATE_CANCELLED));
    orders.put(lastOrder, OrderState.ORDER_STATE_CANCELLED);
  }

  private static boolean isIn(Optional<Order> answer, OrderState state) {
    return answer.filter(order -> order.getState() == state).isPresent();
  }

  private static Optional<Order> answer(Supplier<Order> request) {
    try {
      return Optional.of(request.get());
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).as("%s", e).isIn(TRY_AGAIN);
      return Optional.empty();
    }
  }

  private OrderServiceBlockingStub stub(OrderProcess process, String idempotencyKey) {
    Channel signedIn =
        TestIdentity.with(
            process.channel(),
            Headers.AUTHORIZATION,
            "Bearer " + shop.accounts().buyerToken(number));
    return OrderServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(signedIn, idempotencyKey))
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Fails unless exactly the orders that were answered are there, each charged once, and paid back
   * once where it was cancelled.
   *
   * @return how many are not cancelled
   */
  int requireOrdersOnce() {
    Map<String, OrderState> found = new HashMap<>();
    String token = "";
    do {
      Answer page = client().get("/v1/orders?pageSize=100&pageToken=" + token).ok();
      for (JsonNode order : page.json().at("/orders")) {
        OrderState state = OrderState.valueOf(order.path("state").asText());
        found.put(order.path("orderId").asText(), state);
        requireChargedOnce(order, state);
      }
      token = page.at("/nextPageToken");
    } while (!token.isEmpty());
    assertThat(found).isEqualTo(orders);
    return (int)
        orders.values().stream().filter(state -> state == OrderState.ORDER_STATE_PAID).count();
  }

  private void requireChargedOnce(JsonNode order, OrderState state) {
    String total = order.at("/total/minorUnits").asText();
    Answer payment = client().get("/v1/payments/" + order.path("paymentId").asText()).ok();
    assertThat(payment.at("/captured/minorUnits")).isEqualTo(total);
    assertThat(payment.at("/refunded/minorUnits"))
        .isEqualTo(state == OrderState.ORDER_STATE_CANCELLED ? total : "0");
  }

  private static PlaceOrderRequest order(String token) {
    return PlaceOrderRequest.newBuilder()
        .setShippingAddress(
            PostalAddress.newBuilder()
                .setRecipient("Ada Lovelace")
                .setLine1("12 St James's Square")
                .setCity("London")
                .setPostalCode("SW1Y 4JH")
                .setCountryCode("GB"))
        .setPayment(PaymentMethod.newBuilder().setToken(token))
        .build();
  }
}
