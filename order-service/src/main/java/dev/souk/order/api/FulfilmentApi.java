package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.server.Rpc;
import dev.souk.order.domain.FulfilOrder;
import dev.souk.order.domain.Shipment;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.v1.DeliverOrderRequest;
import dev.souk.order.v1.FulfilmentServiceGrpc;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.PackOrderRequest;
import dev.souk.order.v1.ShipOrderRequest;
import io.grpc.ServerServiceDefinition;

/** The RPCs of {@code souk.order.v1.FulfilmentService}; the proto says what each answers. */
public final class FulfilmentApi {
  private final FulfilOrder fulfilOrder;

  /** Answers with the use case. */
  public FulfilmentApi(FulfilOrder fulfilOrder) {
    this.fulfilOrder = fulfilOrder;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(FulfilmentServiceGrpc.getServiceDescriptor())
        .unary(FulfilmentServiceGrpc.getPackOrderMethod(), this::pack)
        .unary(FulfilmentServiceGrpc.getShipOrderMethod(), this::ship)
        .unary(FulfilmentServiceGrpc.getDeliverOrderMethod(), this::deliver)
        .build();
  }

  private Order pack(PackOrderRequest request) {
    return OrderMessages.of(fulfilOrder.pack(known(request.getOrderId()), actor()));
  }

  private Order ship(ShipOrderRequest request) {
    String orderId = known(request.getOrderId());
    StorableText.require(request);
    Shipment shipment = new Shipment(request.getCarrier(), request.getTrackingNumber());
    return OrderMessages.of(fulfilOrder.ship(orderId, actor(), shipment));
  }

  private Order deliver(DeliverOrderRequest request) {
    return OrderMessages.of(fulfilOrder.deliver(known(request.getOrderId()), actor()));
  }

  private static String known(String orderId) {
    if (!Ids.isValid("ord", orderId)) {
      throw Errors.notFound("order", orderId);
    }
    return orderId;
  }

  private static String actor() {
    return Identity.current().requireUserId();
  }
}
