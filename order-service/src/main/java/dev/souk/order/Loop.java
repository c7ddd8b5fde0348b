package dev.souk.order;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a task on a thread of its own until it is closed. A failure is logged, and outlived. */
final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final String name;
  private final Runnable task;
  private final Duration interval;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  private Loop(String name, Runnable task, Duration interval) {
    this.name = name;
    this.task = task;
    this.interval = interval;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
  }

  /** Begins to repeat the task, with so long between two runs. */
  static Loop start(String name, Duration interval, Runnable task) {
    Loop loop = new Loop(name, task, interval);
    loop.thread.start();
    return loop;
  }

  private void repeat() {
    try {
      do {
        runOnce();
      } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runOnce() {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("{} failed, and is repeated", name, e);
    }
  }

  /** Lets a run that is under way end, for a while. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
