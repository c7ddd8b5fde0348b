package dev.souk.user.domain.operation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Work on a user's data that goes on until it is done.
 *
 * @param id TypeID with prefix {@code opn}
 * @param userId whose data
 * @param kind what is done
 * @param state how far it is
 * @param steps its parts
 * @param email of a deletion: the address that the account had, until nobody needs it any more
 * @param failureReason why it was given up
 * @param createTime when it was asked for
 * @param endTime when it ended
 * @param expireTime when it is forgotten, with its document
 * @param resultBytes length of the document of an export
 * @param attempts how often it was put off since something was last done
 * @param lease counts those who took it; each write names the one it is made under
 */
public record Operation(
    String id,
    String userId,
    OperationKind kind,
    OperationState state,
    Map<Part, Step> steps,
    Optional<String> email,
    Optional<String> failureReason,
    Instant createTime,
    Optional<Instant> endTime,
    Optional<Instant> expireTime,
    long resultBytes,
    int attempts,
    long lease) {

  /** Copies the steps. */
  public Operation {
    steps = Map.copyOf(steps);
  }

  /** An operation of which nothing is done. */
  static Operation begun(String id, String userId, OperationKind kind, Instant now) {
    return new Operation(
        id,
        userId,
        kind,
        OperationState.RUNNING,
        kind.parts().stream().collect(Collectors.toMap(part -> part, part -> Step.PENDING)),
        Optional.empty(),
        Optional.empty(),
        now.truncatedTo(ChronoUnit.MILLIS),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0);
  }

  /** How far a part is. */
  public Step step(Part part) {
    return steps.getOrDefault(part, Step.PENDING);
  }

  /** Whether a part is done. */
  boolean isDone(Part part) {
    return step(part).state() == StepState.DONE;
  }

  /** The operation with a part that is further. */
  Operation with(Part part, Step step) {
    Map<Part, Step> next = new EnumMap<>(steps);
    next.put(part, step);
    return new Operation(
        id,
        userId,
        kind,
        state,
        next,
        email,
        failureReason,
        createTime,
        endTime,
        expireTime,
        resultBytes,
        attempts,
        lease);
  }

  /** Without the address. */
  @Override
  public String toString() {
    return "Operation[" + id + ", " + kind + ", " + state + "]";
  }
}
