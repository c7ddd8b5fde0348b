package dev.souk.order.world;

import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.DeliverOrderRequest;
import dev.souk.order.v1.FulfilmentServiceGrpc;
import dev.souk.order.v1.FulfilmentServiceGrpc.FulfilmentServiceBlockingStub;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.PackOrderRequest;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.v1.PurchaseItem;
import dev.souk.order.v1.RefundOrderRequest;
import dev.souk.order.v1.RefundServiceGrpc;
import dev.souk.order.v1.ShipOrderRequest;
import dev.souk.type.v1.PostalAddress;
import io.grpc.Channel;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An {@link OrderShop} with somebody who buys and somebody who sends. */
public final class ShopCounter implements BeforeAllCallback, AfterAllCallback {
  private final OrderShop shop;

  /** With settings of its own, on the clock. */
  public ShopCounter(Map<String, String> settings, Clock clock) {
    this.shop = new OrderShop(settings, clock);
  }

  /** As it comes. */
  public ShopCounter() {
    this(Map.of(), Clock.systemUTC());
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    shop.beforeAll(context);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    shop.afterAll(context);
  }

  /** The shop. */
  public OrderShop shop() {
    return shop;
  }

  /** The other services. */
  public World world() {
    return shop.world();
  }

  /** Calls as the user. */
  public Channel user(String userId) {
    return shop.user(userId);
  }

  /** Calls as the administrator {@code usr_admin}. */
  public Channel admin() {
    return shop.admin();
  }

  /** The user buys units of SKUs, to be sent to London. */
  public Order buy(String userId, String token, Map<String, Integer> units) {
    PlaceOrderRequest.Builder request =
        PlaceOrderRequest.newBuilder()
            .setShippingAddress(
                PostalAddress.newBuilder()
                    .setRecipient("Ada Lovelace")
                    .setLine1("1 Main Street")
                    .setCity("London")
                    .setPostalCode("N1 1AA")
                    .setCountryCode("GB"))
            .setPayment(PaymentMethod.newBuilder().setToken(token));
    units.forEach((sku, quantity) ->
        request.addItems(PurchaseItem.newBuilder().setSku(sku).setQuantity(quantity)));
    return OrderServiceGrpc.newBlockingStub(shop.keyed(userId)).placeOrder(request.build());
  }

  /** The order as an administrator reads it. */
  public Order read(String orderId) {
    return OrderServiceGrpc.newBlockingStub(admin())
        .getOrder(GetOrderRequest.newBuilder().setOrderId(orderId).build());
  }

  /** Cancels the order, as an administrator. */
  public Order cancel(String orderId) {
    return OrderServiceGrpc.newBlockingStub(admin())
        .cancelOrder(CancelOrderRequest.newBuilder().setOrderId(orderId).build());
  }

  /** What of the order's money was not paid back. */
  public long kept(Order order) {
    return world().bank().kept(order.getOrderId());
  }

  /** Pays back, as an administrator with an idempotency key of its own. */
  public Order refund(RefundOrderRequest.Builder request) {
    return RefundServiceGrpc.newBlockingStub(
            TestIdentity.withIdempotencyKey(admin(), UUID.randomUUID().toString()))
        .refundOrder(request.build());
  }

  /** Packs the order. */
  public Order pack(String orderId) {
    return fulfilment().packOrder(PackOrderRequest.newBuilder().setOrderId(orderId).build());
  }

  /** Hands the order to its carrier. */
  public Order ship(String orderId) {
    return fulfilment()
        .shipOrder(
            ShipOrderRequest.newBuilder()
                .setOrderId(orderId)
                .setCarrier("Royal Mail")
                .setTrackingNumber("RM 1")
                .build());
  }

  /** Packs, ships and delivers the order. */
  public Order deliver(String orderId) {
    pack(orderId);
    ship(orderId);
    return fulfilment().deliverOrder(DeliverOrderRequest.newBuilder().setOrderId(orderId).build());
  }

  private FulfilmentServiceBlockingStub fulfilment() {
    return FulfilmentServiceGrpc.newBlockingStub(admin());
  }
}
