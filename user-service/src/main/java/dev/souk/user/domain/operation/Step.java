package dev.souk.user.domain.operation;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a part of an operation is.
 *
 * @param state how far
 * @param endTime when it was done
 * @param written what was written of the part, when it belongs to an export and is done
 */
public record Step(StepState state, Optional<Instant> endTime, Optional<Written> written) {
  /** A part that nobody has worked on. */
  public static final Step PENDING = of(StepState.PENDING);

  /** A part that has to wait for something else. */
  public static final Step WAITING = of(StepState.WAITING);

  /**
   * Text of an export.
   *
   * @param lease the lease under which it was written: what others wrote at the same time is not it
   * @param chunks in how many chunks
   * @param bytes how long it is
   */
  public record Written(long lease, int chunks, long bytes) {}

  private static Step of(StepState state) {
    return new Step(state, Optional.empty(), Optional.empty());
  }

  /** A part that is done. */
  public static Step done(Instant time) {
    return new Step(StepState.DONE, Optional.of(time), Optional.empty());
  }

  /** A part of an export that is done. */
  public static Step written(Instant time, Written written) {
    return new Step(StepState.DONE, Optional.of(time), Optional.of(written));
  }
}
