package dev.souk.product.outbox;

import dev.souk.kit.event.Publisher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Moves events from the outbox to Kafka, each at least once. Of each aggregate only the oldest is
 * under way, and the next follows once Kafka has that. As a rule one relay works on a shard, by a
 * lease; one that was held up for longer than its lease may send an old event again, which is why
 * consumers go by the version.
 */
public final class OutboxRelay implements AutoCloseable {
  private static final int BATCH = 100;

  private final Outbox outbox;
  private final Publisher publisher;
  private final String name;
  private final AtomicReference<Optional<Thread>> publishing =
      new AtomicReference<>(Optional.empty());
  private volatile Optional<Instant> oldest = Optional.empty();
  private volatile boolean closed;

  /**
   * Relays to where the publisher leads.
   *
   * @param name the relay's own, unlike all others
   */
  public OutboxRelay(Outbox outbox, Publisher publisher, String name) {
    this.outbox = outbox;
    this.publisher = publisher;
    this.name = name;
  }

  /** Moves everything that waits in shards which nobody else is at. */
  public void run() {
    Optional<Instant> left = Optional.empty();
    boolean taken = true;
    for (int shard = 0; shard < outbox.shards() && taken && !closed; shard++) {
      List<OutboxEvent> waiting = outbox.next(shard, 1);
      if (!waiting.isEmpty()) {
        taken = !outbox.take(shard, name) || drain(shard);
        left = earlier(left, oldest(outbox.next(shard, BATCH)));
      }
    }
    oldest = left;
  }

  /** Whether Kafka takes events. */
  private boolean drain(int shard) {
    List<OutboxEvent> waiting = firsts(shard);
    while (!waiting.isEmpty() && !closed && outbox.take(shard, name)) {
      List<OutboxEvent> sent = publish(waiting);
      outbox.sent(sent);
      if (sent.size() < waiting.size()) {
        return false;
      }
      waiting = firsts(shard);
    }
    return true;
  }

  /** Of each aggregate the first event: others must wait until that is gone. */
  private List<OutboxEvent> firsts(int shard) {
    Set<String> seen = new HashSet<>();
    return outbox.next(shard, BATCH).stream()
        .filter(event -> seen.add(event.topic() + '#' + event.aggregateId()))
        .toList();
  }

  private List<OutboxEvent> publish(List<OutboxEvent> waiting) {
    publishing.set(Optional.of(Thread.currentThread()));
    try {
      return publisher.publish(
          waiting,
          event ->
              new ProducerRecord<>(
                  event.topic(), event.aggregateId(), event.envelope().toByteArray()));
    } finally {
      publishing.set(Optional.empty());
    }
  }

  private static Optional<Instant> oldest(List<OutboxEvent> events) {
    return events.stream().map(OutboxEvent::time).min(Instant::compareTo);
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && (other.isEmpty() || one.get().isBefore(other.get())) ? one : other;
  }

  /** Tells operators the age of what waits. */
  public void bindTo(MeterRegistry metrics, Clock clock) {
    Gauge.builder("souk.outbox.lag", () -> lag(clock.instant()))
        .baseUnit("seconds")
        .description("Age of the oldest event that is not on Kafka yet")
        .register(metrics);
  }

  private double lag(Instant now) {
    return oldest
        .map(time -> Math.max(0, Duration.between(time, now).toMillis()) / 1000.0)
        .orElse(0.0);
  }

  /**
   * Waits no longer for a Kafka that does not answer, for what it has not taken is kept, and lets
   * others go on at once.
   */
  @Override
  public void close() {
    closed = true;
    publishing.get().ifPresent(Thread::interrupt);
    outbox.release(name);
  }
}
