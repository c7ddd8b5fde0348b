package dev.souk.local.verify;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.souk.event.v1.EventEnvelope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What was told about orders: in Kafka already, or waiting in the outbox. */
record OrderEvents(Connection orders, String kafkaBootstrap) {
  private static final String TOPIC = "souk.orders";
  private static final Duration POLL = Duration.ofSeconds(1);

  /** An event of a type, such as {@code souk.event.v1.OrderPaid}, about an order. */
  record Told(String type, String orderId) {}

  /** The outbox first: an event that is relayed meanwhile is then found in Kafka. */
  Set<Told> all() throws SQLException, InvalidProtocolBufferException {
    Set<Told> told = new HashSet<>();
    for (byte[] event : Rows.of(orders, "select payload from outbox", r -> r.getBytes(1))) {
      told.add(read(event));
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafkaBootstrap, "allow.auto.create.topics", "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      addRelayed(consumer, told);
    }
    return told;
  }

  private static void addRelayed(KafkaConsumer<byte[], byte[]> consumer, Set<Told> told)
      throws InvalidProtocolBufferException {
    List<TopicPartition> partitions =
        consumer.listTopics().getOrDefault(TOPIC, List.of()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        told.add(read(record.value()));
      }
    }
  }

  private static Told read(byte[] event) throws InvalidProtocolBufferException {
    EventEnvelope envelope = EventEnvelope.parseFrom(event);
    return new Told(envelope.getType(), envelope.getAggregateId());
  }
}
