package dev.souk.product.dynamo;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits between attempts, longer each time, by a random part of the longest wait so that those who
 * collided do not collide again (full jitter).
 */
public final class Backoff {
  private static final int ATTEMPTS = 50;
  private static final Duration FIRST = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofMillis(200);

  private int attempt;

  /** Waits; false when there were attempts enough, about five seconds of them. */
  public boolean again() {
    if (++attempt >= ATTEMPTS) {
      return false;
    }
    long longest = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(attempt - 1, 10));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
