package dev.souk.order.api;

import dev.souk.kit.testing.TestIdentity;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.GetOrderRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderHistoryEntry;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.order.world.OrderShop;
import dev.souk.order.world.Samples;
import io.grpc.Channel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An order-service, and a buyer with a product of their own. */
abstract class OrderLab {
  @RegisterExtension
  static final OrderShop SHOP = new OrderShop(Map.of("SOUK_ORDER_POLL_INTERVAL", "PT0.05S"));

  static final AtomicInteger buyers = new AtomicInteger();
  String buyer = "";
  String sku = "";

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

  Channel channel() {
    return SHOP.user(buyer);
  }

  OrderServiceBlockingStub orders() {
    return OrderServiceGrpc.newBlockingStub(channel());
  }

  OrderServiceBlockingStub keyed(String key) {
    return OrderServiceGrpc.newBlockingStub(TestIdentity.withIdempotencyKey(channel(), key));
  }

  OrderServiceBlockingStub admin() {
    return OrderServiceGrpc.newBlockingStub(SHOP.admin());
  }

  Order buy(int quantity, String key) {
    SHOP.world().trolleys().add(buyer, sku, quantity);
    return keyed(key).placeOrder(Samples.order("tok_success"));
  }

  static GetOrderRequest get(String orderId) {
    return GetOrderRequest.newBuilder().setOrderId(orderId).build();
  }

  static CancelOrderRequest cancel(String orderId) {
    return CancelOrderRequest.newBuilder().setOrderId(orderId).setReason("too big").build();
  }

  static List<OrderState> path(Order order) {
    return order.getHistoryList().stream().map(OrderHistoryEntry::getState).toList();
  }

  static PlaceOrderRequest toSaved(String addressId) {
    return Samples.order("tok_success").toBuilder()
        .clearShippingAddress()
        .setShippingAddressId(addressId)
        .build();
  }
}
