package dev.souk.order.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The producer, made when it is first needed, so that the service starts while Kafka is away. */
public final class Producers implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final int PARTITIONS = 12;

  private final String bootstrap;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Producer<String, byte[]>> producer = Optional.empty();

  /** A producer for the cluster at the addresses. */
  public Producers(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /**
   * The producer; the topic exists.
   *
   * @throws KafkaException when Kafka does not answer
   */
  public Producer<String, byte[]> get() {
    lock.lock();
    try {
      if (producer.isEmpty()) {
        ensureTopic();
        producer = Optional.of(create());
      }
      return producer.get();
    } finally {
      lock.unlock();
    }
  }

  /** Partitions by aggregate are what lets consumers grow: a broker's default would be one. */
  private void ensureTopic() {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers", bootstrap,
                "request.timeout.ms", 3000,
                "default.api.timeout.ms", 5000))) {
      NewTopic topic = new NewTopic(OrderEvents.TOPIC, Optional.of(PARTITIONS), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("no topic " + OrderEvents.TOPIC, e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException(e);
    }
  }

  private Producer<String, byte[]> create() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.CLIENT_ID_CONFIG,
            "order-service",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            5000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            10_000),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      producer.ifPresent(open -> open.close(CLOSE_LIMIT));
      producer = Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
