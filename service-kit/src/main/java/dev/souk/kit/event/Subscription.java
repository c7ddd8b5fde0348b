package dev.souk.kit.event;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Which records of a topic a consumer reads, and where its place in the topic is noted. */
public abstract sealed class Subscription {
  private static final int GATHERED_BYTES = 64 * 1024;
  private static final Duration GATHERING = Duration.ofMillis(200);

  private final String name;

  private Subscription(String name) {
    this.name = name;
  }

  /**
   * Everything, from the oldest record on, shared by all consumers of the group: Kafka notes their
   * places.
   */
  public static Subscription group(String name) {
    return new Group(name);
  }

  /**
   * What comes from now on, all of it in every consumer: for what each instance keeps in memory.
   * Places are noted there too, so that nothing is left out when Kafka was away.
   */
  public static Subscription instance(String name) {
    return new Instance(name);
  }

  /** What logs and metrics call the consumer. */
  String name() {
    return name;
  }

  /** The service that reads: names begin with it. */
  String service() {
    int end = name.indexOf('.');
    return end < 0 ? name : name.substring(0, end);
  }

  /** Whether one consumer handles a record for all. */
  abstract boolean isShared();

  abstract KafkaConsumer<String, byte[]> open(String bootstrap);

  abstract void begin(KafkaConsumer<String, byte[]> consumer, List<String> topics);

  abstract void done(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> places);

  private static KafkaConsumer<String, byte[]> connect(
      String bootstrap, String client, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", bootstrap);
    config.put("client.id", client);
    config.put("enable.auto.commit", false);
    config.put("allow.auto.create.topics", false);
    config.put("auto.offset.reset", "earliest");
    // A handler's work for what comes together is as a rule no more than for one event.
    config.put("fetch.min.bytes", GATHERED_BYTES);
    config.put("fetch.max.wait.ms", (int) GATHERING.toMillis());
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static final class Group extends Subscription {
    private Group(String name) {
      super(name);
    }

    @Override
    boolean isShared() {
      return true;
    }

    @Override
    KafkaConsumer<String, byte[]> open(String bootstrap) {
      return connect(bootstrap, name(), Map.of("group.id", name()));
    }

    @Override
    void begin(KafkaConsumer<String, byte[]> consumer, List<String> topics) {
      consumer.subscribe(topics);
    }

    @Override
    void done(
        KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> places) {
      if (!places.isEmpty()) {
        consumer.commitSync(places);
      }
    }
  }

  private static final class Instance extends Subscription {
    private final Map<TopicPartition, OffsetAndMetadata> noted = new HashMap<>();

    private Instance(String name) {
      super(name);
    }

    @Override
    boolean isShared() {
      return false;
    }

    @Override
    KafkaConsumer<String, byte[]> open(String bootstrap) {
      return connect(bootstrap, name(), Map.of());
    }

    /** The first time the places are fixed at once: a record that comes later is never skipped. */
    @Override
    void begin(KafkaConsumer<String, byte[]> consumer, List<String> topics) {
      Collection<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> partitions(consumer, topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      partitions.forEach(partition -> {
        noted.putIfAbsent(
            partition, new OffsetAndMetadata(Optional.ofNullable(ends.get(partition)).orElse(0L)));
        consumer.seek(partition, noted.get(partition));
      });
    }

    /** A topic that was just made has none for a moment: without them it would never be read. */
    private static List<PartitionInfo> partitions(
        KafkaConsumer<String, byte[]> consumer, String topic) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions.isEmpty()) {
        throw new UnknownTopicOrPartitionException(topic + " has no partitions yet");
      }
      return partitions;
    }

    @Override
    void done(
        KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> places) {
      noted.putAll(places);
    }
  }
}
