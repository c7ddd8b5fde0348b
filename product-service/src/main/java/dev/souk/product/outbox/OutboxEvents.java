package dev.souk.product.outbox;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.util.Timestamps;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.id.Ids;
import dev.souk.kit.identity.Identity;
import dev.souk.kit.log.CallContext;
import java.time.Instant;

/** Makes events, completed from the call that the thread serves. */
public final class OutboxEvents {
  private static final String SERVICE = "product-service";

  private final Ids ids;

  /** Makes events with such ids. */
  public OutboxEvents(Ids ids) {
    this.ids = ids;
  }

  /**
   * An event.
   *
   * @param version rises with every event of the aggregate
   * @param payload what happened
   */
  public OutboxEvent of(
      String topic, String aggregateId, long version, Instant time, Message payload) {
    return new OutboxEvent(
        topic,
        EventEnvelope.newBuilder()
            .setEventId(ids.next("evt"))
            .setType(payload.getDescriptorForType().getFullName())
            .setAggregateId(aggregateId)
            .setAggregateVersion(version)
            .setTime(Timestamps.fromMillis(time.toEpochMilli()))
            .setActor(actor())
            .setTraceparent(CallContext.current().traceparent())
            .setPayload(Any.pack(payload))
            .build());
  }

  /** Outside of calls the service does things by itself. */
  private static String actor() {
    Identity caller = Identity.current();
    return caller.equals(Identity.ANONYMOUS) ? SERVICE : caller.actor();
  }
}
