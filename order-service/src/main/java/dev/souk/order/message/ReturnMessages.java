package dev.souk.order.message;

import dev.souk.order.returns.Return;
import dev.souk.order.returns.ReturnEntry;
import dev.souk.order.returns.ReturnState;
import dev.souk.order.returns.ReturnedLine;
import dev.souk.order.v1.ReturnHistoryEntry;
import dev.souk.order.v1.ReturnedItem;

/** Returns as messages. */
public final class ReturnMessages {
  private static final String STATE_PREFIX = "STATE_";

  private ReturnMessages() {}

  /** The return as it is. */
  public static dev.souk.order.v1.Return of(Return one) {
    dev.souk.order.v1.Return.Builder message =
        dev.souk.order.v1.Return.newBuilder()
            .setReturnId(one.returnId())
            .setOrderId(one.orderId())
            .setState(of(one.state()))
            .setReason(one.reason())
            .setAmount(one.amount().toProto())
            .setRefundId(one.refundId().orElse(""))
            .setCreateTime(OrderMessages.of(one.createTime()));
    one.lines().forEach(line -> message.addItems(of(line)));
    one.history().forEach(entry -> message.addHistory(of(entry)));
    one.state().next().forEach(state -> message.addAllowedTransitions(of(state)));
    return message.build();
  }

  private static dev.souk.order.v1.Return.State of(ReturnState state) {
    return dev.souk.order.v1.Return.State.valueOf(STATE_PREFIX + state.name());
  }

  private static ReturnedItem of(ReturnedLine line) {
    return ReturnedItem.newBuilder()
        .setSku(line.item().sku())
        .setName(line.name())
        .setQuantity(line.item().quantity())
        .setAmount(line.item().amount().toProto())
        .setRestock(line.restock())
        .build();
  }

  private static ReturnHistoryEntry of(ReturnEntry entry) {
    return ReturnHistoryEntry.newBuilder()
        .setState(of(entry.state()))
        .setTime(OrderMessages.of(entry.time()))
        .setActor(entry.actor())
        .setReason(entry.reason())
        .build();
  }
}
