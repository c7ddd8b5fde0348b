package dev.souk.order.event;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.event.v1.OrderCancelled;
import dev.souk.event.v1.OrderDelivered;
import dev.souk.event.v1.OrderPacked;
import dev.souk.event.v1.OrderPaid;
import dev.souk.event.v1.OrderRefunded;
import dev.souk.event.v1.OrderShipped;
import dev.souk.event.v1.RefundFailed;
import dev.souk.event.v1.RefundSucceeded;
import dev.souk.event.v1.ReturnApproved;
import dev.souk.event.v1.ReturnReceived;
import dev.souk.event.v1.ReturnRefunded;
import dev.souk.event.v1.ReturnRejected;
import dev.souk.event.v1.ReturnRequested;
import dev.souk.kit.id.Ids;
import dev.souk.kit.outbox.OutboxEvent;
import dev.souk.order.domain.Events;
import dev.souk.order.domain.HistoryEntry;
import dev.souk.order.domain.Order;
import dev.souk.order.domain.OrderState;
import dev.souk.order.domain.Refund;
import dev.souk.order.message.OrderMessages;
import dev.souk.order.message.RefundMessages;
import dev.souk.order.message.ReturnMessages;
import dev.souk.order.returns.Return;
import dev.souk.order.returns.ReturnEntry;
import dev.souk.order.returns.ReturnEvents;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the envelopes of {@code souk.event.v1} for the topic of orders. */
public final class OrderEvents implements Events, ReturnEvents {
  /** The topic of everything that happens to orders. */
  public static final String TOPIC = "souk.orders";

  private static final Set<OrderState> TOLD =
      EnumSet.of(
          OrderState.PAID,
          OrderState.CANCELLED,
          OrderState.PACKED,
          OrderState.SHIPPED,
          OrderState.DELIVERED,
          OrderState.REFUNDED);

  private final Ids ids;
  private final Supplier<String> traceparent;

  /**
   * Makes events.
   *
   * @param traceparent the W3C trace context that the thread works for; empty when for none
   */
  public OrderEvents(Ids ids, Supplier<String> traceparent) {
    this.ids = ids;
    this.traceparent = traceparent;
  }

  @Override
  public Optional<OutboxEvent> of(Order order) {
    HistoryEntry last = order.history().getLast();
    Change change = new Change(order.orderId(), version(order), last.time(), last.actor());
    return payload(order).map(payload -> event(change, payload));
  }

  private static Optional<Message> payload(Order order) {
    return switch (order.state()) {
      case PAID ->
          Optional.of(
              OrderPaid.newBuilder()
                  .setOrder(OrderMessages.of(order))
                  .setUserId(order.userId())
                  .build());
      case CANCELLED ->
          Optional.of(
              OrderCancelled.newBuilder()
                  .setOrder(OrderMessages.of(order))
                  .setUserId(order.userId())
                  .build());
      case PACKED ->
          Optional.of(
              OrderPacked.newBuilder()
                  .setOrder(OrderMessages.of(order))
                  .setUserId(order.userId())
                  .build());
      case SHIPPED ->
          Optional.of(
              OrderShipped.newBuilder()
                  .setOrder(OrderMessages.of(order))
                  .setUserId(order.userId())
                  .build());
      case DELIVERED ->
          Optional.of(
              OrderDelivered.newBuilder()
                  .setOrder(OrderMessages.of(order))
                  .setUserId(order.userId())
                  .build());
      case REFUNDED ->
          Optional.of(
              OrderRefunded.newBuilder()
                  .setOrder(OrderMessages.of(order))
                  .setUserId(order.userId())
                  .build());
      case PENDING, FAILED, CANCELLING -> Optional.empty();
    };
  }

  @Override
  public Optional<OutboxEvent> of(Refund settled, Order order) {
    return payload(settled, order)
        .map(payload ->
            event(
                new Change(
                    settled.refundId(), 1, settled.settleTime().orElseThrow(), settled.actor()),
                payload));
  }

  private static Optional<Message> payload(Refund refund, Order order) {
    return switch (refund.state()) {
      case SUCCEEDED ->
          Optional.of(
              RefundSucceeded.newBuilder()
                  .setRefund(RefundMessages.of(refund))
                  .setOrderId(order.orderId())
                  .setUserId(order.userId())
                  .build());
      case FAILED ->
          Optional.of(
              RefundFailed.newBuilder()
                  .setRefund(RefundMessages.of(refund))
                  .setOrderId(order.orderId())
                  .setUserId(order.userId())
                  .build());
      case PENDING -> Optional.empty();
    };
  }

  @Override
  public OutboxEvent of(Return changed) {
    ReturnEntry last = changed.history().getLast();
    Change change = new Change(changed.returnId(), changed.version(), last.time(), last.actor());
    return event(change, payload(changed));
  }

  private static Message payload(Return changed) {
    var shown = ReturnMessages.of(changed);
    String user = changed.userId();
    return switch (changed.state()) {
      case REQUESTED -> ReturnRequested.newBuilder().setOrderReturn(shown).setUserId(user).build();
      case APPROVED -> ReturnApproved.newBuilder().setOrderReturn(shown).setUserId(user).build();
      case REJECTED -> ReturnRejected.newBuilder().setOrderReturn(shown).setUserId(user).build();
      case RECEIVED -> ReturnReceived.newBuilder().setOrderReturn(shown).setUserId(user).build();
      case REFUNDED -> ReturnRefunded.newBuilder().setOrderReturn(shown).setUserId(user).build();
    };
  }

  /** What happened to what, and whose doing it was. */
  private record Change(String aggregateId, long version, Instant time, String actor) {}

  private OutboxEvent event(Change change, Message payload) {
    String eventId = ids.next("evt");
    EventEnvelope envelope =
        EventEnvelope.newBuilder()
            .setEventId(eventId)
            .setType(payload.getDescriptorForType().getFullName())
            .setAggregateId(change.aggregateId())
            .setAggregateVersion(change.version())
            .setTime(OrderMessages.of(change.time()))
            .setActor(change.actor())
            .setTraceparent(traceparent.get())
            .setPayload(Any.pack(payload))
            .build();
    return new OutboxEvent(eventId, TOPIC, change.aggregateId(), envelope.toByteArray());
  }

  /** How many states of its history were told of, this one included. */
  private static long version(Order order) {
    return order.history().stream().map(HistoryEntry::state).filter(TOLD::contains).count();
  }
}
