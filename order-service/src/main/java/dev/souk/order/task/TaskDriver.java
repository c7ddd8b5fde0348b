package dev.souk.order.task;

import dev.souk.kit.error.ApiException;
import dev.souk.order.saga.Backoff;
import dev.souk.order.saga.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does tasks by whoever holds their lease: the request's thread first, then the runner. */
public final class TaskDriver {
  private static final Logger LOG = LoggerFactory.getLogger(TaskDriver.class);
  private static final Backoff AT_ONCE = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));
  private static final Backoff LATER = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Tasks tasks;
  private final Map<TaskKind, TaskHandler> handlers;
  private final Clock clock;
  private final Pause pause;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /** Does the store's tasks. */
  public TaskDriver(Tasks tasks, Map<TaskKind, TaskHandler> handlers, Clock clock, Pause pause) {
    this.tasks = tasks;
    this.handlers = Map.copyOf(handlers);
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Does a task on behalf of a request, or waits for who does it, until the time: what is left then
   * is done later.
   */
  public void settle(TaskKind kind, String subjectId, Instant giveUp) {
    while (tasks.isOpen(kind, subjectId)) {
      Optional<Task> taken = tasks.take(kind, subjectId);
      if (taken.isPresent()) {
        drive(taken.get(), giveUp);
        return;
      }
      if (clock.instant().isAfter(giveUp)) {
        return;
      }
      pause.waitFor(LOOK_AGAIN);
    }
  }

  /** Does a task whose lease is held; what fails is repeated until the time, then put off. */
  void drive(Task task, Instant giveUp) {
    int failures = 0;
    while (true) {
      try {
        Optional<Rest> next = handler(task.kind()).run(task);
        next.ifPresentOrElse(rest -> tasks.rest(task, rest), () -> tasks.finish(task));
        return;
      } catch (ApiException e) {
        failures++;
        Duration delay = AT_ONCE.after(failures, random);
        if (clock.instant().plus(delay).isAfter(giveUp)) {
          putOff(task, e);
          return;
        }
        pause.waitFor(delay);
      }
    }
  }

  private void putOff(Task task, ApiException cause) {
    Duration rest = LATER.after(task.attempts() + 1, random);
    LOG.warn("{} is put off for {}: {}", task, rest, cause.getMessage());
    tasks.postpone(task, clock.instant().plus(rest), cause.reason());
  }

  private TaskHandler handler(TaskKind kind) {
    return Optional.ofNullable(handlers.get(kind)).orElseThrow();
  }
}
