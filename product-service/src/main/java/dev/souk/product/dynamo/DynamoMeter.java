package dev.souk.product.dynamo;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.metrics.SdkMetric;

/**
 * Shows the connections to DynamoDB, as the client found them at its last call, and its retries.
 */
final class DynamoMeter implements MetricPublisher {
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger idle = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Counter retries;

  DynamoMeter(MeterRegistry metrics) {
    connections(metrics, "active", active);
    connections(metrics, "idle", idle);
    Gauge.builder("souk.dynamodb.waiting", waiting::get)
        .baseUnit("threads")
        .description("Threads that waited for a connection to DynamoDB at the last call")
        .register(metrics);
    this.retries =
        Counter.builder("souk.dynamodb.retries")
            .description("Attempts at DynamoDB that repeated one that failed or was throttled")
            .register(metrics);
  }

  private static void connections(MeterRegistry metrics, String state, AtomicInteger number) {
    Gauge.builder("souk.dynamodb.connections", number::get)
        .tag("state", state)
        .description("Connections to DynamoDB, in use (active) and not (idle), at the last call")
        .register(metrics);
  }

  @Override
  public void publish(MetricCollection call) {
    call.metricValues(CoreMetric.RETRY_COUNT).forEach(retries::increment);
    note(call);
  }

  /** What the HTTP client tells stands below the attempts of a call. */
  private void note(MetricCollection collection) {
    set(active, collection, HttpMetric.LEASED_CONCURRENCY);
    set(idle, collection, HttpMetric.AVAILABLE_CONCURRENCY);
    set(waiting, collection, HttpMetric.PENDING_CONCURRENCY_ACQUIRES);
    collection.children().forEach(this::note);
  }

  private static void set(
      AtomicInteger gauge, MetricCollection collection, SdkMetric<Integer> metric) {
    collection.metricValues(metric).forEach(gauge::set);
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
