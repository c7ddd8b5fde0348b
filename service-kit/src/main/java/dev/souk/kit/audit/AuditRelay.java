package dev.souk.kit.audit;

import dev.souk.kit.audit.AuditOutbox.Waiting;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.event.Publisher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Moves events from an outbox to Kafka, each at least once. Who stores them knows them by their id,
 * so that two instances at work, or one that died before it could note what it sent, do no harm.
 */
public final class AuditRelay implements AutoCloseable {
  private static final int BATCH = 500;

  private final AuditOutbox outbox;
  private final Publisher publisher;
  private final AtomicReference<Optional<Thread>> publishing =
      new AtomicReference<>(Optional.empty());

  /** Relays to where the publisher leads. */
  public AuditRelay(AuditOutbox outbox, Publisher publisher) {
    this.outbox = outbox;
    this.publisher = publisher;
  }

  /** Moves everything that waits. */
  public void run() {
    List<Waiting> waiting = outbox.next(BATCH);
    while (!waiting.isEmpty() && outbox.takeTurn()) {
      List<Waiting> sent = publish(waiting);
      outbox.sent(sent);
      if (sent.size() < waiting.size()) {
        outbox.giveUpTurn();
        return;
      }
      waiting = outbox.next(BATCH);
    }
  }

  private List<Waiting> publish(List<Waiting> waiting) {
    publishing.set(Optional.of(Thread.currentThread()));
    try {
      return publisher.publish(waiting, event -> AuditEvents.outgoing(event.event()));
    } finally {
      publishing.set(Optional.empty());
    }
  }

  /** Waits no longer for a Kafka that does not answer: what it has not taken is kept. */
  @Override
  public void close() {
    publishing.get().ifPresent(Thread::interrupt);
  }

  /** Tells operators the age of what waits. */
  public void bindTo(MeterRegistry metrics, Clock clock) {
    Gauge.builder("souk.outbox.lag", () -> lag(clock))
        .baseUnit("seconds")
        .description("Age of the oldest event that is not on Kafka yet")
        .register(metrics);
  }

  private double lag(Clock clock) {
    try {
      return outbox
          .oldest()
          .map(time -> Math.max(0, Duration.between(time, clock.instant()).toMillis()) / 1000.0)
          .orElse(0.0);
    } catch (ApiException e) {
      // The store is away, which readiness tells.
      return Double.NaN;
    }
  }
}
