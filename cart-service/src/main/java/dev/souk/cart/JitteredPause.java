package dev.souk.cart;

import dev.souk.cart.domain.RetryPause;
import io.grpc.Context;
import java.util.random.RandomGenerator;

/**
 * A random wait of up to 1, 2, 4 ... 64 ms ("full jitter"), for at most 100 attempts and never past
 * the deadline of the call.
 */
final class JitteredPause implements RetryPause {
  private static final int MOST_ATTEMPTS = 100;
  private static final int MOST_DOUBLINGS = 6;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final RandomGenerator random;

  JitteredPause(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public boolean before(int attempt) {
    if (attempt >= MOST_ATTEMPTS || Context.current().isCancelled()) {
      return false;
    }
    long bound = NANOS_PER_MILLI << Math.min(attempt - 1, MOST_DOUBLINGS);
    try {
      Thread.sleep(java.time.Duration.ofNanos(random.nextLong(bound)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
