package dev.souk.kit.event;

import dev.souk.kit.error.Errors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where records go that a consumer cannot handle: the topic's name with {@code .dlq}. A letter has
 * the key, the value and the headers of its record, and tells in headers of its own who could not
 * handle it, why, and where it came from.
 */
public final class DeadLetters implements AutoCloseable {
  static final String SUFFIX = ".dlq";
  static final String ERROR = "souk-error";
  static final String CONSUMER = "souk-consumer";
  static final String TOPIC = "souk-topic";
  static final String PARTITION = "souk-partition";
  static final String OFFSET = "souk-offset";
  static final String ATTEMPTS = "souk-attempts";
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private final String consumer;
  private final Publisher publisher;

  /** Buries for a consumer of the topics. */
  DeadLetters(String bootstrap, String consumer, List<String> topics) {
    this.consumer = consumer;
    this.publisher =
        new Publisher(bootstrap, consumer + SUFFIX, topics.stream().map(DeadLetters::of).toList());
  }

  /** The dead letters of a topic. */
  public static String of(String topic) {
    return topic + SUFFIX;
  }

  /**
   * Puts a record there.
   *
   * @throws dev.souk.kit.error.ApiException {@code DEPENDENCY_UNAVAILABLE} when Kafka does not take
   *     it
   */
  void bury(ConsumerRecord<String, byte[]> found, String why, int attempts) {
    log.error(
        "dead letter for {} at {}-{} {}: {}",
        consumer,
        found.topic(),
        found.partition(),
        found.offset(),
        why);
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(of(found.topic()), null, found.key(), found.value(), found.headers());
    header(letter, ERROR, why);
    header(letter, CONSUMER, consumer);
    header(letter, TOPIC, found.topic());
    header(letter, PARTITION, Integer.toString(found.partition()));
    header(letter, OFFSET, Long.toString(found.offset()));
    header(letter, ATTEMPTS, Integer.toString(attempts));
    if (publisher.publish(List.of(letter), same -> same).isEmpty()) {
      throw Errors.unavailable("kafka");
    }
  }

  private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
    letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    publisher.close();
  }
}
