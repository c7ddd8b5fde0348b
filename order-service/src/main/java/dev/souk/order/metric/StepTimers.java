package dev.souk.order.metric;

import dev.souk.kit.metric.EnumCounters;
import dev.souk.order.saga.Step;
import dev.souk.order.saga.StepOutcome;
import dev.souk.order.saga.StepWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/** Times the steps of sagas: {@code souk_saga_step_seconds}. */
public final class StepTimers implements StepWatch {
  private static final Duration[] BUCKETS =
      Arrays.stream(new long[] {5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000})
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Map<Ending, Timer> timers = new HashMap<>();

  private record Ending(Step step, StepOutcome outcome) {}

  /** Registers a timer for each step and outcome. */
  public StepTimers(MeterRegistry metrics) {
    for (Step step : EnumSet.complementOf(EnumSet.of(Step.DONE))) {
      for (StepOutcome outcome : StepOutcome.values()) {
        Ending ending = new Ending(step, outcome);
        timers.put(ending, timer(metrics, ending));
      }
    }
  }

  private static Timer timer(MeterRegistry metrics, Ending ending) {
    return Timer.builder("souk.saga.step")
        .description("Time that a step of a checkout or cancellation took")
        .tag("step", EnumCounters.labelOf(ending.step))
        .tag("outcome", EnumCounters.labelOf(ending.outcome))
        .serviceLevelObjectives(BUCKETS)
        .register(metrics);
  }

  @Override
  public void taken(Step step, StepOutcome outcome, Duration time) {
    Timer timer = timers.get(new Ending(step, outcome));
    if (timer == null) {
      throw new IllegalArgumentException(step + " is no step that is taken");
    }
    timer.record(time);
  }
}
