package dev.souk.order.task;

import java.util.Optional;

/** Does tasks of a kind. What it does may be repeated. */
@FunctionalInterface
public interface TaskHandler {
  /**
   * Does the task, as far as it can be done now.
   *
   * @return when and where to go on; empty when nothing is left to do
   * @throws dev.souk.kit.error.ApiException when it is to be tried again
   */
  Optional<Rest> run(Task task);
}
