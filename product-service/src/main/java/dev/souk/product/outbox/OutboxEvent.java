package dev.souk.product.outbox;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.product.dynamo.Item;
import dev.souk.product.dynamo.ItemBuilder;
import dev.souk.product.dynamo.Key;
import dev.souk.product.dynamo.OutboxTable;
import dev.souk.product.dynamo.Write;
import java.time.Instant;

/**
 * An event that waits for Kafka.
 *
 * @param topic the topic it goes to
 * @param envelope the message
 */
public record OutboxEvent(String topic, EventEnvelope envelope) {
  private static final String TOPIC = "topic";
  private static final String ENVELOPE = "envelope";

  static OutboxEvent read(Item item) {
    try {
      return new OutboxEvent(item.text(TOPIC), EventEnvelope.parseFrom(item.bytes(ENVELOPE)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("corrupt event in the outbox", e);
    }
  }

  /** Lets it wait; to be written in the transaction of what it tells of. */
  public Write write() {
    return Write.put(
        key(), ItemBuilder.at(key()).text(TOPIC, topic).bytes(ENVELOPE, envelope.toByteArray()));
  }

  Key key() {
    return OutboxTable.event(
        topic, aggregateId(), envelope.getAggregateVersion(), envelope.getEventId());
  }

  /** What it tells of; also its key on the topic. */
  String aggregateId() {
    return envelope.getAggregateId();
  }

  Instant time() {
    return Instant.ofEpochMilli(Timestamps.toMillis(envelope.getTime()));
  }
}
