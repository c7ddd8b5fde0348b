package dev.souk.payment.event;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.event.v1.PaymentAuthorized;
import dev.souk.event.v1.PaymentCaptured;
import dev.souk.event.v1.PaymentDeclined;
import dev.souk.event.v1.PaymentRefunded;
import dev.souk.event.v1.PaymentVoided;
import dev.souk.kit.id.Ids;
import dev.souk.kit.money.Amount;
import dev.souk.kit.outbox.OutboxEvent;
import dev.souk.payment.domain.Events;
import dev.souk.payment.domain.Payment;
import dev.souk.payment.message.PaymentMessages;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the envelopes of {@code souk.event.v1} for the topic of payments. */
public final class PaymentEvents implements Events {
  /** The topic of everything that happens to payments. */
  public static final String TOPIC = "souk.payments";

  private static final String ACTOR = "payment-service";

  private final Ids ids;
  private final Clock clock;
  private final Supplier<String> traceparent;

  /**
   * Makes events.
   *
   * @param traceparent the W3C trace context that the thread works for; empty when for none
   */
  public PaymentEvents(Ids ids, Clock clock, Supplier<String> traceparent) {
    this.ids = ids;
    this.clock = clock;
    this.traceparent = traceparent;
  }

  @Override
  public boolean tells(Optional<Payment> before, Payment after) {
    return payload(before, after).isPresent();
  }

  @Override
  public Optional<OutboxEvent> of(Optional<Payment> before, Payment after, long version) {
    return payload(before, after).map(payload -> event(after, version, payload));
  }

  /** A mark that an order may never pay has no buyer, and nobody is told of it. */
  private static Optional<Message> payload(Optional<Payment> before, Payment after) {
    Amount refunded = before.map(Payment::refunded).orElse(after.refunded());
    boolean same = before.isPresent() && before.get().state() == after.state();
    return after
        .userId()
        .filter(userId -> !same || !refunded.equals(after.refunded()))
        .flatMap(userId -> payload(after, userId, after.refunded().minus(refunded)));
  }

  private static Optional<Message> payload(Payment payment, String userId, Amount paidBack) {
    dev.souk.payment.v1.Payment shown = PaymentMessages.of(payment);
    return Optional.ofNullable(
        switch (payment.state()) {
          case AUTHORIZED ->
              PaymentAuthorized.newBuilder().setPayment(shown).setUserId(userId).build();
          case CAPTURED -> PaymentCaptured.newBuilder().setPayment(shown).setUserId(userId).build();
          case VOIDED -> PaymentVoided.newBuilder().setPayment(shown).setUserId(userId).build();
          case DECLINED ->
              PaymentDeclined.newBuilder()
                  .setPayment(shown)
                  .setUserId(userId)
                  .setDeclineCode(payment.declineCode().orElseThrow())
                  .build();
          case PARTIALLY_REFUNDED, REFUNDED ->
              PaymentRefunded.newBuilder()
                  .setPayment(shown)
                  .setUserId(userId)
                  .setAmount(paidBack.toProto())
                  .build();
          case PENDING, REQUIRES_ACTION -> null;
        });
  }

  private OutboxEvent event(Payment payment, long version, Message payload) {
    String eventId = ids.next("evt");
    EventEnvelope envelope =
        EventEnvelope.newBuilder()
            .setEventId(eventId)
            .setType(payload.getDescriptorForType().getFullName())
            .setAggregateId(payment.paymentId())
            .setAggregateVersion(version)
            .setTime(Timestamps.fromMillis(clock.millis()))
            .setActor(ACTOR)
            .setTraceparent(traceparent.get())
            .setPayload(Any.pack(payload))
            .build();
    return new OutboxEvent(eventId, TOPIC, payment.paymentId(), envelope.toByteArray());
  }
}
