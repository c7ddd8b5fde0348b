package dev.souk.order.saga;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing delays between attempts, each somewhere between half of it and all of it, so that those
 * who failed together do not come back together.
 *
 * @param first the first delay
 * @param longest no delay is longer
 */
public record Backoff(Duration first, Duration longest) {
  private static final int MAX_DOUBLINGS = 20;

  /** How long to wait after so many failed attempts, at least 1. */
  public Duration after(int attempts, RandomGenerator random) {
    Duration grown = first.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
    long full = Math.min(grown.toMillis(), longest.toMillis());
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
