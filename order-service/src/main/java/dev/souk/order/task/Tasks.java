package dev.souk.order.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tasks in the store, each written with the change that asks for it. */
public interface Tasks {
  /** Takes the lease of a task unless somebody else holds it or it is done. */
  Optional<Task> take(TaskKind kind, String subjectId);

  /** Takes the leases of tasks that nobody does and whose time has come, at most so many. */
  List<Task> takeDue(int limit);

  /** Whether something is left to be done. */
  boolean isOpen(TaskKind kind, String subjectId);

  /** Forgets a task that is done; one that somebody else took over is left to them. */
  void finish(Task task);

  /** Gives the lease up of a task that goes on later. */
  void rest(Task task, Rest rest);

  /** Gives the lease up after a failed attempt; nobody need try again before the time. */
  void postpone(Task task, Instant due, String error);

  /**
   * Tasks of a kind, in the order of their subjects.
   *
   * @param failing only those that were put off
   * @param after the subject that they come after
   */
  List<WaitingTask> page(TaskKind kind, boolean failing, Optional<String> after, int limit);

  /** Since when the task that waits longest is due; empty when there is none. */
  Optional<Instant> longestDue();

  /** How many tasks were put off so often or more. */
  int countPutOff(int times);
}
