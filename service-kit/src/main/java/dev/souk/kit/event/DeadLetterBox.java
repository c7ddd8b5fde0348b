package dev.souk.kit.event;

import dev.souk.kit.error.Errors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The dead letters of a topic that wait for an operator, and their way back onto the topic. Kafka
 * notes how far they were put back, for whoever asks next. A letter is put back at least once:
 * consumers know an event that they have handled.
 */
final class DeadLetterBox implements AutoCloseable {
  private static final String GROUP = "souk-dead-letters";
  private static final Duration WAIT = Duration.ofMillis(200);

  /** So many are put back before that is noted. */
  private static final int BATCH = 500;

  private final String topic;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Publisher publisher;

  /** Opens the box of a topic. */
  DeadLetterBox(String bootstrap, String topic) {
    this.topic = topic;
    this.publisher = new Publisher(bootstrap, GROUP, List.of(topic));
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", GROUP,
                "enable.auto.commit", false,
                "allow.auto.create.topics", false,
                "max.poll.records", BATCH),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Those that wait, in the order of their partitions. */
  List<DeadLetter> waiting() {
    List<DeadLetter> letters = new ArrayList<>();
    read(letters::addAll);
    return letters;
  }

  /**
   * Puts back all that wait.
   *
   * @return how many
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when Kafka does not take
   *     one: those before it are put back
   */
  int replay() {
    int[] replayed = {0};
    read(letters -> {
      if (publisher.publish(letters, letter -> letter.replay(topic)).size() < letters.size()) {
        throw Errors.unavailable("kafka");
      }
      consumer.commitSync();
      replayed[0] += letters.size();
    });
    return replayed[0];
  }

  /** Hands over what waits now, a batch at a time; what is buried meanwhile waits on. */
  private void read(java.util.function.Consumer<List<DeadLetter>> batch) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(DeadLetters.of(topic)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
    Map<TopicPartition, OffsetAndMetadata> places = consumer.committed(Set.copyOf(partitions));
    places.forEach((partition, place) ->
        Optional.ofNullable(place).ifPresent(from -> consumer.seek(partition, from)));
    while (true) {
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (ends.isEmpty()) {
        return;
      }
      List<DeadLetter> letters = new ArrayList<>();
      consumer.poll(WAIT).forEach(letter -> letters.add(new DeadLetter(letter)));
      if (!letters.isEmpty()) {
        batch.accept(letters);
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
    publisher.close();
  }
}
