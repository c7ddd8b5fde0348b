package dev.souk.product.transfer.domain;

import dev.souk.product.transfer.domain.Operation.Ending;
import dev.souk.product.transfer.domain.Operation.Lease;
import dev.souk.product.transfer.domain.Operation.Progress;
import dev.souk.product.transfer.domain.Operation.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A worker's time with an operation. What it notes is refused, by {@link LeaseLostException}, once
 * another worker has the operation.
 */
final class Turn {
  /** How long a worker may be silent before another one goes on. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** What is written must be written within this time: less than the lease. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Operations operations;
  private final Clock clock;
  private final BooleanSupplier over;
  private volatile Operation operation;

  private Turn(Operations operations, Clock clock, Operation operation, BooleanSupplier over) {
    this.operations = operations;
    this.clock = clock;
    this.operation = operation;
    this.over = over;
  }

  /**
   * Begins one, unless another worker has the operation.
   *
   * @param over whether others are to have their turn
   */
  static Optional<Turn> begin(
      Operations operations, Clock clock, Operation seen, String worker, BooleanSupplier over) {
    Instant now = clock.instant();
    Lease lease = seen.lease();
    if (now.isBefore(lease.until())) {
      return Optional.empty();
    }
    Operation claimed = seen.with(new Lease(worker, now.plus(LEASE), lease.failures(), now)).next();
    return operations.save(claimed)
        ? Optional.of(new Turn(operations, clock, claimed, over))
        : Optional.empty();
  }

  Operation operation() {
    return operation;
  }

  /** Whether to stop at the next good place. */
  boolean isOver() {
    return over.getAsBoolean();
  }

  /**
   * Must be asked between the reading of what is to be changed and its change, which is conditional
   * on what was read: then no change of a worker that was held up comes after its successor's.
   */
  void verifyHeld() {
    if (!clock.instant().isBefore(operation.lease().until().minus(MARGIN))) {
      throw new LeaseLostException(operation.operationId());
    }
  }

  /** Goes on having the operation, where that is due. */
  void renew() {
    if (clock.instant().isAfter(operation.lease().until().minus(LEASE.dividedBy(2)))) {
      note(operation.progress());
    }
  }

  /** Notes how far it is. */
  void note(Progress progress) {
    Instant now = clock.instant();
    Lease lease = new Lease(operation.lease().holder(), now.plus(LEASE), 0, now);
    save(operation.with(progress).with(lease));
  }

  /** Ends the operation. */
  void end(State state, String reason) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    save(operation.with(new Ending(state, reason, Optional.of(now))));
  }

  /** Lets others go on, after a pause. */
  void release(Duration pause, int failures) {
    Instant now = clock.instant();
    save(operation.with(new Lease(operation.lease().holder(), now.plus(pause), failures, now)));
  }

  private void save(Operation changed) {
    Operation next = changed.next();
    if (!operations.save(next)) {
      throw new LeaseLostException(operation.operationId());
    }
    operation = next;
  }
}
