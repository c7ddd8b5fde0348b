package dev.souk.payment;

import dev.souk.payment.domain.Patience;
import io.grpc.Context;

/** Waits in steps of 20 ms, for 5 s in all, and never past the deadline of the call. */
final class BoundedPatience implements Patience {
  private static final long STEP_MILLIS = 20;
  private static final int MOST_ROUNDS = 250;

  @Override
  public boolean pause(int round) {
    if (round > MOST_ROUNDS || Context.current().isCancelled()) {
      return false;
    }
    try {
      Thread.sleep(STEP_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
