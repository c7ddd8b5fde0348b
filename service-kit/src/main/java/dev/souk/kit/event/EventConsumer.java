package dev.souk.kit.event;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.tracing.EventSpans;
import dev.souk.kit.tracing.Tracing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics and hands over their events, those of one partition in order, each at least once: a
 * place in a topic is noted once everything before it is handled. It begins by itself, and again
 * after every failure, for as long as it is not closed; while Kafka is away, nothing comes.
 *
 * <p>What fails holds up its own partition alone. A dependency that does not answer ({@code
 * UNAVAILABLE}) is tried again without end. A record that is no event, or of which the handler says
 * so, goes to the {@link DeadLetters} at once, and any other failure after a few attempts. What an
 * instance reads for itself alone is left out instead.
 */
public final class EventConsumer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventConsumer.class);
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 5;

  private final String bootstrap;
  private final List<String> topics;
  private final Subscription subscription;
  private final EventHandler handler;
  private final DeadLetters deadLetters;
  private final Optional<EventSpans> spans;
  private final Map<TopicPartition, Failing> failing = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile Optional<KafkaConsumer<String, byte[]>> reading = Optional.empty();
  private final AtomicLong buried = new AtomicLong();
  private volatile double lag = Double.NaN;

  /** A record that was not handled, and how often it failed, but for what it depends on. */
  private record Failing(long offset, int attempts) {}

  /** Begins to read, without spans. */
  public static EventConsumer start(
      String bootstrap, Subscription subscription, List<String> topics, EventHandler handler) {
    return start(bootstrap, subscription, topics, handler, Tracing.off());
  }

  /**
   * Begins to read.
   *
   * @param bootstrap the cluster's addresses
   * @param topics those to read, made when they are missing, as are their dead letters'
   */
  public static EventConsumer start(
      String bootstrap,
      Subscription subscription,
      List<String> topics,
      EventHandler handler,
      Tracing tracing) {
    EventConsumer consumer = new EventConsumer(bootstrap, subscription, topics, handler, tracing);
    consumer.thread.start();
    return consumer;
  }

  private EventConsumer(
      String bootstrap,
      Subscription subscription,
      List<String> topics,
      EventHandler handler,
      Tracing tracing) {
    this.spans =
        tracing.isOn()
            ? Optional.of(new EventSpans(tracing.openTelemetry(), subscription.service()))
            : Optional.empty();
    this.bootstrap = bootstrap;
    this.topics = List.copyOf(topics);
    this.subscription = subscription;
    this.handler = handler;
    this.deadLetters = new DeadLetters(bootstrap, subscription.name(), topics);
    this.thread = Thread.ofPlatform().daemon().name(subscription.name()).unstarted(this::run);
  }

  /**
   * Tells operators how many records wait (no number while Kafka is away) and how many were given
   * up.
   */
  public EventConsumer bindTo(MeterRegistry metrics) {
    Gauge.builder("souk.consumer.lag", () -> lag)
        .baseUnit("records")
        .tag("consumer", subscription.name())
        .description("Records of its topics that the consumer has not read yet")
        .register(metrics);
    FunctionCounter.builder("souk.dead.letters", buried, AtomicLong::get)
        .tag("consumer", subscription.name())
        .description("Events that the consumer could not handle and put aside")
        .register(metrics);
    return this;
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
      new Topics(
              bootstrap,
              Stream.concat(topics.stream(), topics.stream().map(DeadLetters::of)).toList())
          .ensure();
      read();
    } catch (WakeupException e) {
      log.debug("reading ends");
    } catch (KafkaException | ApiException e) {
      log.warn("{} cannot read, trying again: {}", subscription.name(), e.getMessage());
    } catch (RuntimeException e) {
      log.error("{} cannot read, trying again", subscription.name(), e);
    } finally {
      lag = Double.NaN;
    }
  }

  private void read() {
    try (KafkaConsumer<String, byte[]> consumer = subscription.open(bootstrap)) {
      reading = Optional.of(consumer);
      subscription.begin(consumer, topics);
      handler.begun();
      while (stopped.getCount() > 0) {
        ConsumerRecords<String, byte[]> found = consumer.poll(WAIT);
        if (!isHandled(consumer, found)) {
          pause();
        }
        lag = lag(consumer);
      }
    } finally {
      reading = Optional.empty();
    }
  }

  /** Whether everything was handled; partitions in which something was not are read again. */
  private boolean isHandled(
      KafkaConsumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> found) {
    if (found.isEmpty()) {
      return true;
    }
    boolean all = true;
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    for (TopicPartition partition : found.partitions()) {
      for (ConsumerRecord<String, byte[]> next : found.records(partition)) {
        if (!isHandled(partition, next)) {
          consumer.seek(partition, next.offset());
          all = false;
          break;
        }
        done.put(partition, new OffsetAndMetadata(next.offset() + 1));
      }
    }
    handler.handled();
    subscription.done(consumer, done);
    return all;
  }

  private boolean isHandled(TopicPartition partition, ConsumerRecord<String, byte[]> found) {
    if (stopped.getCount() == 0) {
      return false;
    }
    int attempt = attempt(partition, found.offset());
    try {
      settle(partition, found, attempt);
      failing.remove(partition);
      return true;
    } catch (RuntimeException e) {
      if (isAway(e)) {
        failing.put(partition, new Failing(found.offset(), attempt - 1));
        log.warn("{} cannot handle an event yet: {}", subscription.name(), e.getMessage());
      } else {
        failing.put(partition, new Failing(found.offset(), attempt));
        log.error("{} cannot handle an event", subscription.name(), e);
      }
      return false;
    }
  }

  private int attempt(TopicPartition partition, long offset) {
    return Optional.ofNullable(failing.get(partition))
        .filter(record -> record.offset() == offset)
        .map(record -> record.attempts() + 1)
        .orElse(1);
  }

  /** Handles a record or buries it; throws when neither was possible. */
  private void settle(TopicPartition partition, ConsumerRecord<String, byte[]> found, int attempt) {
    if (found.value() == null) {
      bury(found, "it is empty", attempt);
      return;
    }
    try {
      handle(found, EventEnvelope.parseFrom(found.value()), isRepeated(partition, found.offset()));
    } catch (InvalidProtocolBufferException e) {
      bury(found, "it is no envelope", attempt);
    } catch (PoisonException e) {
      bury(found, String.valueOf(e.getMessage()), attempt);
    } catch (RuntimeException e) {
      if (attempt < ATTEMPTS || isAway(e)) {
        throw e;
      }
      bury(found, e.toString(), attempt);
    }
  }

  private boolean isRepeated(TopicPartition partition, long offset) {
    return failing.containsKey(partition) && failing.get(partition).offset() == offset;
  }

  private void handle(
      ConsumerRecord<String, byte[]> found, EventEnvelope event, boolean isRepeated) {
    if (spans.isEmpty()) {
      handler.handle(event);
    } else if (isRepeated) {
      spans.get().repeat(found, event, () -> handler.handle(event));
    } else {
      spans.get().process(found, event, subscription.name(), () -> handler.handle(event));
    }
  }

  private static boolean isAway(RuntimeException failure) {
    return failure instanceof ApiException refusal && refusal.code() == Code.UNAVAILABLE;
  }

  private void bury(ConsumerRecord<String, byte[]> found, String why, int attempts) {
    if (subscription.isShared()) {
      deadLetters.bury(found, why, attempts);
      buried.incrementAndGet();
    } else {
      log.warn("{} leaves out an event: {}", subscription.name(), why);
    }
  }

  private void pause() {
    try {
      if (stopped.await(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("stopped while something failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double lag(KafkaConsumer<String, byte[]> consumer) {
    return consumer.assignment().stream()
        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
        .sum();
  }

  /** Ends after the event under way, which is not noted as done then and comes again. */
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
