package dev.souk.kit.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/**
 * Shows a pool of connections to Redis.
 *
 * @param active connections in use
 * @param idle connections that wait for use
 * @param waiting threads that wait for a connection
 */
public record RedisPool(IntSupplier active, IntSupplier idle, IntSupplier waiting) {
  /** Shows it to operators. */
  public void bindTo(MeterRegistry metrics) {
    connections(metrics, "active", active);
    connections(metrics, "idle", idle);
    Gauge.builder("souk.redis.waiting", () -> waiting.getAsInt())
        .baseUnit("threads")
        .description("Threads that wait for a connection to Redis")
        .register(metrics);
  }

  private static void connections(MeterRegistry metrics, String state, IntSupplier number) {
    Gauge.builder("souk.redis.connections", () -> number.getAsInt())
        .tag("state", state)
        .description("Connections to Redis, in use (active) and not (idle)")
        .register(metrics);
  }
}
