package dev.souk.product.review.client;

import dev.souk.kit.client.RemoteErrors;
import dev.souk.order.v1.CheckPurchaseRequest;
import dev.souk.order.v1.PurchaseServiceGrpc;
import dev.souk.order.v1.PurchaseServiceGrpc.PurchaseServiceBlockingStub;
import dev.souk.product.review.domain.Purchases;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** Asks order-service. */
public final class OrderServicePurchases implements Purchases {
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final PurchaseServiceBlockingStub orderService;

  /** Asks the service behind the channel. */
  public OrderServicePurchases(Channel orderService) {
    this.orderService = PurchaseServiceGrpc.newBlockingStub(orderService);
  }

  @Override
  public boolean delivered(String userId, String productId) {
    CheckPurchaseRequest request =
        CheckPurchaseRequest.newBuilder().setUserId(userId).setProductId(productId).build();
    try {
      return orderService.withDeadlineAfter(DEADLINE).checkPurchase(request).getDelivered();
    } catch (StatusRuntimeException e) {
      throw RemoteErrors.of("order-service", e);
    }
  }
}
