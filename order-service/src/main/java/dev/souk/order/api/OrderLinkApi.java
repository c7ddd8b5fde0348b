package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.server.Rpc;
import dev.souk.order.domain.AccessTokens;
import dev.souk.order.domain.GuestAccess;
import dev.souk.order.domain.Orders;
import dev.souk.order.v1.GetOrderLinkRequest;
import dev.souk.order.v1.OrderLink;
import dev.souk.order.v1.OrderLinkServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.util.Optional;

/** The RPC of {@code souk.order.v1.OrderLinkService}; the proto says what it answers. */
public final class OrderLinkApi {
  private final Orders orders;
  private final AccessTokens tokens;

  /** Answers with these. */
  public OrderLinkApi(Orders orders, AccessTokens tokens) {
    this.orders = orders;
    this.tokens = tokens;
  }

  /** The RPC, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(OrderLinkServiceGrpc.getServiceDescriptor())
        .unary(OrderLinkServiceGrpc.getGetOrderLinkMethod(), this::get)
        .build();
  }

  private OrderLink get(GetOrderLinkRequest request) {
    String orderId = request.getOrderId();
    GuestAccess guest =
        Optional.of(orderId)
            .filter(id -> Ids.isValid("ord", id))
            .flatMap(orders::find)
            .flatMap(order -> order.terms().guest())
            .filter(access -> !access.tokenHash().isEmpty())
            .orElseThrow(() -> Errors.notFound("order", orderId));
    return OrderLink.newBuilder()
        .setOrderId(orderId)
        .setEmail(guest.email())
        .setAccessToken(tokens.of(orderId))
        .build();
  }
}
