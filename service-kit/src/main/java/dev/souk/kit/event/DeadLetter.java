package dev.souk.kit.event;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.event.v1.EventEnvelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that a consumer could not handle.
 *
 * @param letter as {@link DeadLetters} buried it
 */
record DeadLetter(ConsumerRecord<String, byte[]> letter) {
  private static final List<String> OF_THE_BURIAL =
      List.of(
          DeadLetters.ERROR,
          DeadLetters.CONSUMER,
          DeadLetters.TOPIC,
          DeadLetters.PARTITION,
          DeadLetters.OFFSET,
          DeadLetters.ATTEMPTS);

  /** The record as it came to the topic at first. */
  ProducerRecord<String, byte[]> replay(String topic) {
    ProducerRecord<String, byte[]> again =
        new ProducerRecord<>(topic, null, letter.key(), letter.value(), letter.headers());
    OF_THE_BURIAL.forEach(again.headers()::remove);
    return again;
  }

  /** One line for an operator: when, what, whose, and why it is here. */
  @Override
  public String toString() {
    return "%s  %s  %s  %s could not handle it: %s"
        .formatted(
            Instant.ofEpochMilli(letter.timestamp()),
            type().orElse("no event"),
            letter.key(),
            header(DeadLetters.CONSUMER),
            header(DeadLetters.ERROR));
  }

  private Optional<String> type() {
    byte @Nullable [] value = letter.value();
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(EventEnvelope.parseFrom(value).getType()).filter(name -> !name.isEmpty());
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  private String header(String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? "?" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
