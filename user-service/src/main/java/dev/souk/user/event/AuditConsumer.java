package dev.souk.user.event;

import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.event.Publisher;
import dev.souk.kit.event.Topics;
import dev.souk.user.domain.AuditRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what comes on the topic of the audit trail. Offsets are committed once the events are
 * stored; after a failure they are read again, which adds nothing. What is no event goes to the
 * dead letters and holds up nobody.
 */
public final class AuditConsumer implements AutoCloseable {
  /** Where records go that are no events. */
  public static final String DEAD_LETTERS = AuditEvents.TOPIC + ".dlq";

  private static final Logger log = LoggerFactory.getLogger(AuditConsumer.class);
  private static final String GROUP = "user-service.audit";
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final String bootstrap;
  private final AuditRecords records;
  private final Publisher deadLetters;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile Optional<KafkaConsumer<String, byte[]>> reading = Optional.empty();

  private AuditConsumer(String bootstrap, AuditRecords records) {
    this.bootstrap = bootstrap;
    this.records = records;
    this.deadLetters = new Publisher(bootstrap, GROUP, List.of(DEAD_LETTERS));
    this.thread = Thread.ofPlatform().daemon().name("audit-consumer").unstarted(this::run);
  }

  /** Begins to read from the cluster at the addresses. While it is away, nothing comes. */
  public static AuditConsumer start(String bootstrap, AuditRecords records) {
    AuditConsumer consumer = new AuditConsumer(bootstrap, records);
    consumer.thread.start();
    return consumer;
  }

  private void run() {
    try {
      do {
        attempt();
      } while (!stopped.await(WAIT.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      new Topics(bootstrap, List.of(AuditEvents.TOPIC, DEAD_LETTERS)).ensure();
      read();
    } catch (WakeupException e) {
      log.debug("reading ends");
    } catch (KafkaException | ApiException e) {
      log.warn("the audit trail is not read, trying again: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("the audit trail is not read, trying again", e);
    }
  }

  private void read() {
    try (KafkaConsumer<String, byte[]> consumer = open()) {
      reading = Optional.of(consumer);
      consumer.subscribe(List.of(AuditEvents.TOPIC));
      while (stopped.getCount() > 0) {
        ConsumerRecords<String, byte[]> found = consumer.poll(WAIT);
        found.forEach(this::store);
        if (!found.isEmpty()) {
          consumer.commitSync();
        }
      }
    } finally {
      reading = Optional.empty();
    }
  }

  private void store(ConsumerRecord<String, byte[]> found) {
    try {
      records.add(AuditRecordMessages.record(found.value()));
    } catch (NoAuditEventException e) {
      log.warn("dead letter at {} {}: {}", found.partition(), found.offset(), e.getMessage());
      bury(found, String.valueOf(e.getMessage()));
    }
  }

  private void bury(ConsumerRecord<String, byte[]> found, String why) {
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(DEAD_LETTERS, found.key(), found.value());
    letter.headers().add("souk-error", why.getBytes(StandardCharsets.UTF_8));
    if (deadLetters.publish(List.of(letter), same -> same).isEmpty()) {
      throw Errors.unavailable("kafka");
    }
  }

  private KafkaConsumer<String, byte[]> open() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", bootstrap,
            "group.id", GROUP,
            "client.id", GROUP,
            "enable.auto.commit", false,
            "auto.offset.reset", "earliest"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    stopped.countDown();
    reading.ifPresentOrElse(KafkaConsumer::wakeup, thread::interrupt);
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deadLetters.close();
  }
}
