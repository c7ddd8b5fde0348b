package dev.souk.kit.audit;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.event.Publisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes to Kafka behind the call's back, for what has no document to be written with: refusals. It
 * never slows a call and never fails one. What does not fit into the buffer while Kafka is away,
 * and what is in it when the process ends, is lost, and counted.
 */
public final class BufferedAuditTrail implements AuditTrail, AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  private final AuditEvents events;
  private final Publisher publisher;
  private final Counter lost;
  private final ThreadPoolExecutor writer;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Writes through the publisher.
   *
   * @param capacity how many events may wait
   */
  public BufferedAuditTrail(
      AuditEvents events, Publisher publisher, int capacity, MeterRegistry metrics) {
    this.events = events;
    this.publisher = publisher;
    this.lost =
        Counter.builder("souk.audit.lost")
            .description("Refusals that are missing in the audit trail")
            .register(metrics);
    this.writer =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(capacity),
            Thread.ofVirtual().name("audit-trail").factory());
  }

  @Override
  public void record(AuditEntry entry) {
    EventEnvelope event = events.of(entry);
    try {
      writer.execute(() -> publish(event));
    } catch (RejectedExecutionException e) {
      lost.increment();
    }
  }

  /** Until Kafka has it, or the server stops. */
  private void publish(EventEnvelope event) {
    try {
      while (publisher.publish(List.of(event), AuditEvents::outgoing).isEmpty()) {
        if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          lost.increment();
          return;
        }
      }
    } catch (InterruptedException e) {
      lost.increment();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    writer.shutdown();
    try {
      if (!writer.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        lost.increment(writer.shutdownNow().size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
