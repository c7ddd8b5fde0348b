package dev.souk.order.saga;

import java.time.Duration;

/** Is told of every step. */
@FunctionalInterface
public interface StepWatch {
  /** A step ended, after so long. */
  void taken(Step step, StepOutcome outcome, Duration time);
}
