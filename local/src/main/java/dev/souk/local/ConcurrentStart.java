package dev.souk.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts several things at once: all of them, or none. */
public final class ConcurrentStart implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<? extends AutoCloseable>> starting = new ArrayList<>();

  /** Begins to start one; its result is there after {@link #await()}. */
  public <T extends AutoCloseable> Future<T> begin(Callable<T> start) {
    Future<T> future = threads.submit(start);
    starting.add(future);
    return future;
  }

  /**
   * Waits for all. When one fails, the others are closed again and its failure is thrown.
   *
   * @throws CompletionException around the first failure
   */
  public void await() {
    List<AutoCloseable> up = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (Future<? extends AutoCloseable> future : starting) {
      try {
        up.add(future.get());
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      closeAll(up, failures);
      CompletionException failure = new CompletionException(failures.getFirst());
      failures.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }

  @Override
  public void close() {
    threads.close();
  }

  private static void closeAll(List<AutoCloseable> up, List<Throwable> failures) {
    for (AutoCloseable started : up) {
      try {
        started.close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
  }
}
