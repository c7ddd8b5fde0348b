package dev.souk.local.verify;

import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.cart.v1.AddCartItemRequest;
import dev.souk.cart.v1.CartServiceGrpc;
import dev.souk.local.RunningShop;
import dev.souk.local.StackConfig;
import dev.souk.local.demo.DemoAccount;
import dev.souk.local.demo.DemoFixture;
import dev.souk.local.service.ShopService;
import dev.souk.order.v1.CancelOrderRequest;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderServiceGrpc;
import dev.souk.order.v1.OrderState;
import dev.souk.order.v1.PaymentMethod;
import dev.souk.order.v1.PlaceOrderRequest;
import dev.souk.type.v1.PostalAddress;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Buys in a running shop as the demo customer. */
final class Buyer implements AutoCloseable {
  static final String SKU = DemoFixture.SKU;
  private static final PostalAddress HOME =
      PostalAddress.newBuilder()
          .setRecipient("Ada")
          .setLine1("1 Road")
          .setCity("London")
          .setPostalCode("N1 1AA")
          .setCountryCode("GB")
          .build();

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final StackConfig config;
  private final String token;

  Buyer(StackConfig config) throws IOException {
    this.config = config;
    DemoFixture.load(config, RunningShop.silent());
    this.token =
        AuthServiceGrpc.newBlockingStub(channel(ShopService.AUTH))
            .login(
                LoginRequest.newBuilder()
                    .setEmail(DemoAccount.CUSTOMER.email())
                    .setPassword(DemoAccount.CUSTOMER.password())
                    .build())
            .getAccessToken();
  }

  String order(String sku, int quantity) {
    CartServiceGrpc.newBlockingStub(channel(ShopService.CART))
        .withInterceptors(headers())
        .addCartItem(AddCartItemRequest.newBuilder().setSku(sku).setQuantity(quantity).build());
    Order order =
        OrderServiceGrpc.newBlockingStub(channel(ShopService.ORDER))
            .withInterceptors(headers())
            .placeOrder(
                PlaceOrderRequest.newBuilder()
                    .setShippingAddress(HOME)
                    .setPayment(PaymentMethod.newBuilder().setToken("tok_success"))
                    .build());
    if (order.getState() != OrderState.ORDER_STATE_PAID) {
      throw new IllegalStateException("not paid: " + order);
    }
    return order.getOrderId();
  }

  void cancel(String orderId) {
    OrderServiceGrpc.newBlockingStub(channel(ShopService.ORDER))
        .withInterceptors(headers())
        .cancelOrder(CancelOrderRequest.newBuilder().setOrderId(orderId).build());
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  private ClientInterceptor headers() {
    Metadata headers = new Metadata();
    headers.put(key("authorization"), "Bearer " + token);
    headers.put(key("idempotency-key"), UUID.randomUUID().toString());
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private ManagedChannel channel(ShopService service) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget("127.0.0.1:" + config.ports().grpc(service))
            .usePlaintext()
            .build();
    channels.add(channel);
    return channel;
  }
}
