package dev.souk.product.transfer.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An import or an export.
 *
 * @param operationId its id
 * @param task what was asked for
 * @param progress how far it is
 * @param ending how it ended
 * @param lease who works on it
 * @param version counts its changes: what is changed on an older one is not written
 */
public record Operation(
    String operationId, Task task, Progress progress, Ending ending, Lease lease, long version) {
  /** How long it is kept, with its file, from when it was begun. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** What is done. */
  public enum Kind {
    /** Products are read from a file. */
    IMPORT,
    /** Products are written into a file. */
    EXPORT
  }

  /** How far it is. */
  public enum State {
    /** Under way. */
    RUNNING,
    /** Everything is done. */
    SUCCEEDED,
    /** Given up. */
    FAILED
  }

  /**
   * What was asked for.
   *
   * @param userId who asked
   * @param admin whether they were an administrator then
   * @param options the format, and how an import reads it
   * @param dryRun whether an import writes nothing
   * @param sellerId whose products an export has; everybody's where empty
   */
  public record Task(
      Kind kind,
      String userId,
      boolean admin,
      ImportOptions options,
      boolean dryRun,
      String sellerId,
      Instant createTime) {}

  /**
   * How far it is.
   *
   * @param batches how many batches or parts are done
   * @param units how many units of the plan or products of the export
   * @param after the SKU that an export goes on after
   * @param meant what the batch under way is to do with each of its products, decided before the
   *     first of them is written; empty until then
   */
  public record Progress(
      int batches, int units, String after, RowCounts rows, List<ImportOutcome> meant) {

    /** Nothing is under way. */
    public Progress(int batches, int units, String after, RowCounts rows) {
      this(batches, units, after, rows, List.of());
    }

    Progress meaning(List<ImportOutcome> outcomes) {
      return new Progress(batches, units, after, rows, List.copyOf(outcomes));
    }
  }

  /**
   * How it ended.
   *
   * @param reason why it failed; empty otherwise
   */
  public record Ending(State state, String reason, Optional<Instant> time) {
    /** It has not. */
    public static final Ending NONE = new Ending(State.RUNNING, "", Optional.empty());
  }

  /**
   * Who works on it.
   *
   * @param holder the worker, or the one before
   * @param until when another one may go on
   * @param failures how often in a row working on it failed
   * @param served when somebody last worked on it
   */
  public record Lease(String holder, Instant until, int failures, Instant served) {}

  /** Whether it is under way. */
  public boolean isRunning() {
    return ending.state() == State.RUNNING;
  }

  /** When it is removed. */
  public Instant expireTime() {
    return task.createTime().plus(KEPT);
  }

  Operation with(Progress changed) {
    return new Operation(operationId, task, changed, ending, lease, version);
  }

  Operation with(Ending changed) {
    return new Operation(operationId, task, progress, changed, lease, version);
  }

  Operation with(Lease changed) {
    return new Operation(operationId, task, progress, ending, changed, version);
  }

  /** The same as its next version. */
  public Operation next() {
    return new Operation(operationId, task, progress, ending, lease, version + 1);
  }
}
