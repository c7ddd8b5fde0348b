package dev.souk.user.domain.operation;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with deletions: the account first, then everything else that is kept of its owner, part
 * by part. A part that fails keeps no other from being done, and is tried again until it is done;
 * orders under way are looked at again until they have come to an end.
 *
 * <p>Last of all, once no call can be under way any more that was let in before the account was
 * deleted, it erases everything once more: such a call may have written what was just erased.
 */
public final class DriveDeletion implements Driver {
  private static final Logger log = LoggerFactory.getLogger(DriveDeletion.class);

  /** Far more than anybody has: a defect must not keep the instance busy for ever. */
  private static final int CALLS_IN_A_ROW = 100;

  private final Operations operations;
  private final EraseAccount eraseAccount;
  private final Map<Part, Eraser> erasers;
  private final Clock clock;

  /** Erases by these, each for one part of a deletion. */
  public DriveDeletion(
      Operations operations, EraseAccount eraseAccount, Map<Part, Eraser> erasers, Clock clock) {
    this.operations = operations;
    this.eraseAccount = eraseAccount;
    this.erasers = new EnumMap<>(erasers);
    this.clock = clock;
    List<Part> missing =
        OperationKind.DELETION.parts().stream()
            .filter(part -> part != Part.ACCOUNT && part != Part.SWEEP)
            .filter(part -> !erasers.containsKey(part))
            .toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("nothing erases " + missing);
    }
  }

  @Override
  public void drive(Operation taken) {
    Operation operation = taken;
    if (!operation.isDone(Part.ACCOUNT)) {
      Optional<Operation> erased = account(operation);
      if (erased.isEmpty()) {
        return;
      }
      operation = erased.get();
    }
    for (Part part : erasers.keySet()) {
      if (!operation.isDone(part)) {
        operation = attempt(operation, part);
      }
    }
    proceed(operation);
  }

  /** Empty when that is the end of it for now. */
  private Optional<Operation> account(Operation operation) {
    try {
      var _ = eraseAccount.erase(operation);
      return Optional.of(note(operation, Part.ACCOUNT, Step.done(clock.instant())));
    } catch (ApiException e) {
      if (e.reason().equals(Reason.LAST_ADMIN.name())
          || e.reason().equals(Reason.RESOURCE_NOT_FOUND.name())) {
        end(operation, OperationState.FAILED, Optional.of(e.reason()));
      } else {
        putOff(operation, Part.ACCOUNT, e);
        postponeFailed(operation);
      }
      return Optional.empty();
    }
  }

  private Operation attempt(Operation operation, Part part) {
    try {
      return switch (erase(operation, part)) {
        case NOTHING -> done(operation, part);
        case NEEDED -> note(operation, part, Step.WAITING);
        case MORE -> operation;
      };
    } catch (ApiException e) {
      return putOff(operation, part, e);
    }
  }

  private Operation done(Operation operation, Part part) {
    if (part == Part.SESSIONS) {
      operations.forgetEmail(operation.id());
    }
    return note(operation, part, Step.done(clock.instant()));
  }

  private Eraser.Left erase(Operation operation, Part part) {
    ErasedAccount account =
        new ErasedAccount(operation.userId(), email(operation), operation.createTime());
    Eraser eraser = erasers.getOrDefault(part, nobody -> Eraser.Left.MORE);
    Eraser.Left left = eraser.erase(account);
    for (int call = 1; left == Eraser.Left.MORE && call < CALLS_IN_A_ROW; call++) {
      if (!operations.renew(operation, leaseEnd())) {
        throw new LeaseLostException(operation);
      }
      left = eraser.erase(account);
    }
    return left;
  }

  /** The operation was taken before the account was erased, maybe. */
  private Optional<String> email(Operation operation) {
    return operations.byId(operation.id()).flatMap(Operation::email);
  }

  private static Operation putOff(Operation operation, Part part, ApiException e) {
    log.warn(
        "{}: {} at {} failed, trying again: {}",
        operation.id(),
        part.data(),
        part.service(),
        e.getMessage());
    return operation;
  }

  private void proceed(Operation operation) {
    boolean failed =
        erasers.keySet().stream().anyMatch(part -> is(operation, part, StepState.PENDING));
    boolean waiting =
        erasers.keySet().stream().anyMatch(part -> is(operation, part, StepState.WAITING));
    Instant settled =
        operation.step(Part.ACCOUNT).endTime().orElse(operation.createTime()).plus(Pauses.SETTLING);
    if (failed) {
      postponeFailed(operation);
    } else if (waiting) {
      operations.postpone(operation, 0, clock.instant().plus(Pauses.WAITING));
    } else if (clock.instant().isBefore(settled)) {
      operations.postpone(operation, 0, settled);
    } else if (isSwept(operation)) {
      Operation swept = note(operation, Part.SWEEP, Step.done(clock.instant()));
      end(swept, OperationState.SUCCEEDED, Optional.empty());
    } else {
      postponeFailed(operation);
    }
  }

  private boolean isSwept(Operation operation) {
    boolean clean = true;
    for (Part part : erasers.keySet()) {
      try {
        clean &= erase(operation, part) == Eraser.Left.NOTHING;
        if (!operations.renew(operation, leaseEnd())) {
          throw new LeaseLostException(operation);
        }
      } catch (ApiException e) {
        clean = false;
        var _ = putOff(operation, part, e);
      }
    }
    return clean;
  }

  private static boolean is(Operation operation, Part part, StepState state) {
    return operation.step(part).state() == state;
  }

  private Operation note(Operation operation, Part part, Step step) {
    if (!operations.note(operation, part, step, leaseEnd())) {
      throw new LeaseLostException(operation);
    }
    return operation.with(part, step);
  }

  private void postponeFailed(Operation operation) {
    operations.postpone(
        operation,
        operation.attempts() + 1,
        clock.instant().plus(Pauses.beforeAttempt(operation.attempts())));
  }

  private void end(Operation operation, OperationState state, Optional<String> reason) {
    Operations.Ending ending =
        new Operations.Ending(state, reason, clock.instant(), Optional.empty(), 0);
    if (!operations.end(operation, ending)) {
      throw new LeaseLostException(operation);
    }
  }

  private Instant leaseEnd() {
    return clock.instant().plus(Pauses.LEASE);
  }
}
