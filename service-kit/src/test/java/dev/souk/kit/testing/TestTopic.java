package dev.souk.kit.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.event.v1.EventEnvelope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A topic as a test sees it: all of its records, and a way to put some there. */
public final class TestTopic implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String topic;
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();

  /** The topic in the cluster at the addresses. */
  public TestTopic(String bootstrap, String topic) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "allow.auto.create.topics", false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Puts a record there. */
  public void put(String key, byte @Nullable [] value) {
    put(new ProducerRecord<>(topic, key, value));
  }

  /** Puts an event there. */
  public void put(EventEnvelope event) {
    put(event.getAggregateId(), event.toByteArray());
  }

  /** Puts a record into a partition. */
  public void put(int partition, EventEnvelope event) {
    put(new ProducerRecord<>(topic, partition, event.getAggregateId(), event.toByteArray()));
  }

  private void put(ProducerRecord<String, byte[]> outgoing) {
    try {
      producer.send(outgoing).get();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The records so far, at least so many; those of one key in order. */
  public List<ConsumerRecord<String, byte[]>> records(int atLeast) {
    Instant limit = Instant.now().plus(LIMIT);
    do {
      poll();
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(read.size() + " records instead of " + atLeast);
      }
    } while (read.size() < atLeast);
    return List.copyOf(read);
  }

  /** The events so far, at least so many. */
  public List<EventEnvelope> events(int atLeast) {
    return records(atLeast).stream().map(TestTopic::event).toList();
  }

  private static EventEnvelope event(ConsumerRecord<String, byte[]> found) {
    try {
      return EventEnvelope.parseFrom(found.value());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the topic, which somebody makes when it is first needed. */
  private void poll() {
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    if (!consumer.assignment().isEmpty()) {
      consumer.poll(Duration.ofMillis(200)).forEach(read::add);
    }
  }

  @Override
  public void close() {
    consumer.close();
    producer.close();
  }
}
