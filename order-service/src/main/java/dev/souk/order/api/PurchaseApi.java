package dev.souk.order.api;

import dev.souk.kit.server.Rpc;
import dev.souk.order.domain.Fulfilments;
import dev.souk.order.v1.CheckPurchaseRequest;
import dev.souk.order.v1.CheckPurchaseResponse;
import dev.souk.order.v1.PurchaseServiceGrpc;
import io.grpc.ServerServiceDefinition;

/** The RPCs of {@code souk.order.v1.PurchaseService}; the proto says what each answers. */
public final class PurchaseApi {
  private final Fulfilments fulfilments;

  /** Looks there. */
  public PurchaseApi(Fulfilments fulfilments) {
    this.fulfilments = fulfilments;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(PurchaseServiceGrpc.getServiceDescriptor())
        .unary(PurchaseServiceGrpc.getCheckPurchaseMethod(), this::check)
        .build();
  }

  private CheckPurchaseResponse check(CheckPurchaseRequest request) {
    StorableText.require(request);
    return CheckPurchaseResponse.newBuilder()
        .setDelivered(fulfilments.hasDelivered(request.getUserId(), request.getProductId()))
        .build();
  }
}
