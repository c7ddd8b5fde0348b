package dev.souk.order.api;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.kit.idempotency.IdempotencyKey;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.money.Amount;
import dev.souk.kit.server.Rpc;
import dev.souk.order.domain.RequestKey;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.refund.RefundOrder;
import dev.souk.order.refund.RefundWish;
import dev.souk.order.v1.Order;
import dev.souk.order.v1.OrderUnits;
import dev.souk.order.v1.RefundOrderRequest;
import dev.souk.order.v1.RefundServiceGrpc;
import io.grpc.ServerServiceDefinition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The RPCs of {@code souk.order.v1.RefundService}; the proto says what each answers. */
public final class RefundApi {
  private static final String REFUND = RefundServiceGrpc.getRefundOrderMethod().getFullMethodName();

  /** How long a refund may take before it is answered as pending. */
  private static final Duration REFUNDING = Duration.ofSeconds(5);

  private final RefundOrder refundOrder;
  private final TimeLimit timeLimit;

  /** Answers with the use case. */
  public RefundApi(RefundOrder refundOrder, TimeLimit timeLimit) {
    this.refundOrder = refundOrder;
    this.timeLimit = timeLimit;
  }

  /** The RPCs, bound. */
  public ServerServiceDefinition definition() {
    return Rpc.service(RefundServiceGrpc.getServiceDescriptor())
        .unary(RefundServiceGrpc.getRefundOrderMethod(), this::refund)
        .build();
  }

  private Order refund(RefundOrderRequest request) {
    if (!Ids.isValid("ord", request.getOrderId())) {
      throw Errors.notFound("order", request.getOrderId());
    }
    StorableText.require(request);
    if (request.hasAmount() && request.getItemsCount() > 0) {
      throw Errors.invalid("items", "must not be given together with amount");
    }
    RefundWish wish =
        new RefundWish(
            request.getOrderId(),
            request.hasAmount() ? Optional.of(Amount.of(request.getAmount())) : Optional.empty(),
            units(request.getItemsList()),
            request.getReason(),
            new RequestKey(
                Identity.current().requireUserId(),
                REFUND,
                IdempotencyKey.required(),
                IdempotencyKey.fingerprint(request)),
            timeLimit.in(REFUNDING));
    return OrderMessages.of(Detached.call(() -> refundOrder.refund(wish)));
  }

  /** Units by SKU; those of a SKU that is named twice add up. */
  static Map<String, Integer> units(List<OrderUnits> items) {
    Map<String, Integer> units = new LinkedHashMap<>();
    items.forEach(item -> units.merge(item.getSku(), item.getQuantity(), Integer::sum));
    return units;
  }
}
