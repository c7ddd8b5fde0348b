package dev.souk.order.task;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.tracing.ResumedWork;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the tasks that are due. Any number of instances may run; a task is done by one at a time.
 */
public final class TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);
  private static final int BATCH = 32;

  private final Tasks tasks;
  private final TaskDriver driver;
  private final ResumedWork resumed;

  /** Does the store's tasks. */
  public TaskRunner(Tasks tasks, TaskDriver driver, ResumedWork resumed) {
    this.resumed = resumed;
    this.tasks = tasks;
    this.driver = driver;
  }

  /** Does every task that is due. */
  public void run() {
    List<Task> due = tasks.takeDue(BATCH);
    while (!due.isEmpty()) {
      doAll(due);
      due = tasks.takeDue(BATCH);
    }
  }

  private void doAll(List<Task> due) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(task ->
          threads.execute(() -> resumed.run(nameOf(task), task.traceparent(), () -> run(task))));
    }
  }

  private static String nameOf(Task task) {
    return "resume " + task.kind().name().toLowerCase(Locale.ROOT);
  }

  private void run(Task task) {
    try {
      driver.drive(task, Instant.MIN);
    } catch (ApiException e) {
      LOG.warn("{} is left until its lease ends: {}", task, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} is left until its lease ends", task, e);
    }
  }
}
