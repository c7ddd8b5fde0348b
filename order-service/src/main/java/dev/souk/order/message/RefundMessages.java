package dev.souk.order.message;

import dev.souk.order.domain.ItemBack;
import dev.souk.order.domain.Refund;
import dev.souk.order.v1.RefundedItem;

/** Refunds as messages. */
public final class RefundMessages {
  private static final String STATE_PREFIX = "STATE_";

  private RefundMessages() {}

  /** The refund as it is. */
  public static dev.souk.order.v1.Refund of(Refund refund) {
    dev.souk.order.v1.Refund.Builder message =
        dev.souk.order.v1.Refund.newBuilder()
            .setRefundId(refund.refundId())
            .setState(dev.souk.order.v1.Refund.State.valueOf(STATE_PREFIX + refund.state().name()))
            .setAmount(refund.amount().toProto())
            .setReason(refund.reason())
            .setActor(refund.actor())
            .setFailureReason(refund.failureReason())
            .setCreateTime(OrderMessages.of(refund.createTime()));
    refund.settleTime().map(OrderMessages::of).ifPresent(message::setSettleTime);
    refund.items().forEach(item -> message.addItems(of(item)));
    return message.build();
  }

  /** Units and what was paid for them. */
  public static RefundedItem of(ItemBack item) {
    return RefundedItem.newBuilder()
        .setSku(item.sku())
        .setQuantity(item.quantity())
        .setAmount(item.amount().toProto())
        .build();
  }
}
