package dev.souk.order;

import dev.souk.kit.error.ApiException;
import dev.souk.order.saga.Sagas;
import dev.souk.order.task.Tasks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What an operator watches: work that does not get done. */
final class Meters {
  /** A saga that was put off so often, over several minutes, wants somebody to look. */
  private static final int STUCK = 5;

  private Meters() {}

  static void bind(MeterRegistry registry, Sagas sagas, Tasks tasks, Clock clock) {
    Gauge.builder("souk.sagas.lag", () -> age(sagas::longestDue, clock))
        .baseUnit("seconds")
        .description("How long a checkout or cancellation has been due that nobody drives")
        .register(registry);
    Gauge.builder("souk.sagas.stuck", () -> orUnknown(() -> sagas.countPutOff(STUCK)))
        .description("Checkouts and cancellations that failed again and again")
        .register(registry);
    Gauge.builder("souk.tasks.lag", () -> age(tasks::longestDue, clock))
        .baseUnit("seconds")
        .description("How long a task, such as a refund, has been due that nobody does")
        .register(registry);
    Gauge.builder("souk.tasks.stuck", () -> orUnknown(() -> tasks.countPutOff(STUCK)))
        .description("Tasks that failed again and again")
        .register(registry);
  }

  private static double age(Supplier<Optional<Instant>> oldest, Clock clock) {
    return orUnknown(() ->
        oldest
            .get()
            .map(time -> Math.max(0, Duration.between(time, clock.instant()).toMillis()) / 1000.0)
            .orElse(0.0));
  }

  private static double orUnknown(Supplier<? extends Number> value) {
    try {
      return value.get().doubleValue();
    } catch (ApiException e) {
      // The store is away, which readiness tells.
      return Double.NaN;
    }
  }
}
