package dev.souk.order.fulfilment;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Whether orders go to their buyers by themselves, and how long after the step before each step is
 * due.
 *
 * @param delays by step; empty where an administrator takes every step
 */
public record FulfilmentPlan(Map<FulfilmentStep, Duration> delays) {
  /** An administrator takes every step. */
  public static final FulfilmentPlan MANUAL = new FulfilmentPlan(Map.of());

  /** Copies the delays. */
  public FulfilmentPlan {
    delays = Map.copyOf(delays);
  }

  /** How long after the payment the first step is due; empty where nothing happens by itself. */
  public Optional<Duration> first() {
    return Optional.ofNullable(delays.get(FulfilmentStep.PICK));
  }

  /** How long after the step before it the step is due. */
  Duration before(FulfilmentStep step) {
    return delays.getOrDefault(step, Duration.ZERO);
  }
}
