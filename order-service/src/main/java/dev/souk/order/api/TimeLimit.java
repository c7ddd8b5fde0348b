package dev.souk.order.api;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When to answer what there is.
 *
 * @param clock tells the time
 */
public record TimeLimit(Clock clock) {
  /** What the answer itself takes. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  /** The end of the time that the work may take; earlier when the caller will not wait so long. */
  Instant in(Duration longest) {
    Deadline deadline = Context.current().getDeadline();
    Duration left = longest;
    if (deadline != null) {
      Duration patience =
          Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS)).minus(MARGIN);
      left = patience.compareTo(longest) < 0 ? patience : longest;
    }
    return clock.instant().plus(left);
  }
}
