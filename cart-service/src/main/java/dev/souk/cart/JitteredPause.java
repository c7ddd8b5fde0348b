package dev.souk.cart;

import dev.souk.cart.domain.RetryPause;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A random wait of up to 1, 2, 4 ... 64 ms ("full jitter"), until shortly before the deadline of
 * the call; work without a deadline is given up after 100 attempts.
 */
final class JitteredPause implements RetryPause {
  private static final int ATTEMPTS_WITHOUT_DEADLINE = 100;
  private static final int MOST_DOUBLINGS = 6;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** What a last attempt, or a refusal, may take. */
  private static final long ANSWER_NANOS = 100 * NANOS_PER_MILLI;

  private final RandomGenerator random;

  JitteredPause(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public boolean before(int attempt) {
    long wait = random.nextLong(NANOS_PER_MILLI << Math.min(attempt - 1, MOST_DOUBLINGS));
    if (!hasTimeFor(attempt, wait)) {
      return false;
    }
    try {
      Thread.sleep(Duration.ofNanos(wait));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean hasTimeFor(int attempt, long wait) {
    Context context = Context.current();
    Deadline deadline = context.getDeadline();
    if (context.isCancelled()) {
      return false;
    }
    return deadline == null
        ? attempt < ATTEMPTS_WITHOUT_DEADLINE
        : deadline.timeRemaining(TimeUnit.NANOSECONDS) > wait + ANSWER_NANOS;
  }
}
