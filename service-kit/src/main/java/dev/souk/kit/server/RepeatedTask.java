package dev.souk.kit.server;

import dev.souk.kit.error.ApiException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again on a thread of its own. A failure is logged; the next may work.
 */
public final class RepeatedTask implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RepeatedTask.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final String name;
  private final Runnable work;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  /** Begins at once. */
  public RepeatedTask(String name, Duration pause, Runnable work) {
    this.name = name;
    this.work = work;
    this.pause = pause;
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  /** Lets the work in progress end, for 5 seconds at most; then it is interrupted. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        log.warn("{} is still at work, and is interrupted", name);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        attempt();
      } while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      work.run();
    } catch (ApiException e) {
      log.warn("{} failed, trying again: {}", name, e.getMessage());
    } catch (RuntimeException e) {
      log.error("{} failed, trying again", name, e);
    }
  }
}
