package dev.souk.kit.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.event.v1.AuditEvent;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.audit.AuditEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What is on the topic of the audit trail, read from its beginning. */
public final class AuditTopic implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final List<byte[]> read = new ArrayList<>();

  /** The topic in the cluster at the addresses. */
  public AuditTopic(String bootstrap) {
    this(bootstrap, AuditEvents.TOPIC);
  }

  /** Another topic in the cluster at the addresses. */
  public AuditTopic(String bootstrap, String topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** All events so far, once one of them is as described. */
  public List<AuditEvent> until(Predicate<AuditEvent> described) {
    Instant limit = Instant.now().plus(LIMIT);
    while (events().stream().noneMatch(described)) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError("no such event among " + events());
      }
      poll();
    }
    return events();
  }

  /** The records so far, at least so many. */
  public List<byte[]> records(int atLeast) {
    Instant limit = Instant.now().plus(LIMIT);
    while (read.size() < atLeast) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(read.size() + " records instead of " + atLeast);
      }
      poll();
    }
    return List.copyOf(read);
  }

  /** Everything so far as text: a secret in it would be found. */
  public String text() {
    StringBuilder text = new StringBuilder();
    read.forEach(bytes -> text.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n'));
    return text.toString();
  }

  /** Puts a record onto the topic. */
  public void put(byte[] bytes) {
    try {
      producer.send(new ProducerRecord<>(topic, "key", bytes)).get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private void poll() {
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    consumer.poll(Duration.ofMillis(200)).forEach(found -> read.add(found.value()));
  }

  /** Each once, as who stores them sees them: events come at least once. */
  private List<AuditEvent> events() {
    Map<String, AuditEvent> events = new LinkedHashMap<>();
    for (byte[] bytes : read) {
      try {
        EventEnvelope envelope = EventEnvelope.parseFrom(bytes);
        events.putIfAbsent(envelope.getEventId(), envelope.getPayload().unpack(AuditEvent.class));
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
    return List.copyOf(events.values());
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
