package dev.souk.kit.event;

import dev.souk.kit.tracing.EventSpans;
import dev.souk.kit.tracing.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to Kafka. The producer is made when it is first needed, so that the service starts
 * and serves while Kafka is away.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Topics topics;
  private final String bootstrap;
  private final String client;
  private final Optional<EventSpans> spans;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Producer<String, byte[]>> producer = Optional.empty();

  /** Publishes to a cluster, without spans. */
  public Publisher(String bootstrap, String client, Collection<String> topics) {
    this(bootstrap, client, topics, Tracing.off());
  }

  /**
   * Publishes to a cluster.
   *
   * @param bootstrap the cluster's addresses
   * @param client the name that it knows the producer by, as a rule the service's
   * @param topics everything that will be published to
   */
  public Publisher(String bootstrap, String client, Collection<String> topics, Tracing tracing) {
    this.spans =
        tracing.isOn()
            ? Optional.of(new EventSpans(tracing.openTelemetry(), client))
            : Optional.empty();
    this.bootstrap = bootstrap;
    this.client = client;
    this.topics = new Topics(bootstrap, topics);
  }

  /**
   * Publishes events, and answers those that Kafka has safely; the others are not known to be.
   *
   * @param form the record of an event, whose key keeps it in order with others of the same key
   */
  public <T> List<T> publish(
      List<T> events, Function<? super T, ProducerRecord<String, byte[]>> form) {
    Map<T, Future<RecordMetadata>> underWay = new LinkedHashMap<>();
    try {
      Producer<String, byte[]> open = producer();
      for (T event : events) {
        underWay.put(event, send(open, form.apply(event)));
      }
    } catch (KafkaException e) {
      log.warn("Kafka does not take events: {}", e.getMessage());
    }
    List<T> taken = new ArrayList<>();
    underWay.forEach((event, result) -> {
      if (isAcknowledged(result)) {
        taken.add(event);
      }
    });
    if (taken.size() < events.size()) {
      log.warn("Kafka took {} of {} events", taken.size(), events.size());
    }
    return taken;
  }

  private Future<RecordMetadata> send(
      Producer<String, byte[]> open, ProducerRecord<String, byte[]> outgoing) {
    return spans.isEmpty() ? open.send(outgoing) : spans.get().send(open, outgoing);
  }

  private static boolean isAcknowledged(Future<RecordMetadata> result) {
    try {
      result.get();
      return true;
    } catch (ExecutionException e) {
      log.warn("Kafka did not take an event: {}", String.valueOf(e.getCause()));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Producer<String, byte[]> producer() {
    lock.lock();
    try {
      if (producer.isEmpty()) {
        topics.ensure();
        producer = Optional.of(create());
      }
      return producer.get();
    } finally {
      lock.unlock();
    }
  }

  private Producer<String, byte[]> create() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ProducerConfig.CLIENT_ID_CONFIG,
            client,
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
