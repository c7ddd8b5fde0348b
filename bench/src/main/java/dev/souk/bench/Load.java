package dev.souk.bench;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Calls something over and over. Every call must succeed. */
final class Load {
  private Load() {}

  /**
   * Calls as fast as answers come, so many at a time: what throughput is there?
   *
   * @return calls per second
   */
  static double throughput(
      Supplier<? extends ListenableFuture<?>> call, int concurrency, Duration duration)
      throws InterruptedException, ExecutionException {
    Semaphore slots = new Semaphore(concurrency);
    AtomicLong done = new AtomicLong();
    Failure failure = new Failure();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    while (System.nanoTime() < end && failure.none()) {
      slots.acquire();
      ListenableFuture<?> answer = call.get();
      answer.addListener(
          () -> {
            slots.release();
            failure.check(answer);
            done.incrementAndGet();
          },
          MoreExecutors.directExecutor());
    }
    slots.acquire(concurrency);
    failure.raise();
    return done.get() * 1e9 / (System.nanoTime() - start);
  }

  /**
   * Calls at a fixed rate whether answers come or not, and measures each from when it was due, so
   * that a slow answer is not hidden by waiting for it (open loop).
   */
  static Latencies atRate(
      Supplier<? extends ListenableFuture<?>> call, double perSecond, Duration duration)
      throws InterruptedException, ExecutionException {
    int calls = (int) (perSecond * duration.toMillis() / 1000);
    ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    Semaphore answered = new Semaphore(0);
    Failure failure = new Failure();
    long start = System.nanoTime();
    for (int i = 0; i < calls && failure.none(); i++) {
      long due = start + (long) (i * 1e9 / perSecond);
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      ListenableFuture<?> answer = call.get();
      answer.addListener(
          () -> {
            nanos.add(System.nanoTime() - due);
            failure.check(answer);
            answered.release();
          },
          MoreExecutors.directExecutor());
    }
    failure.raise();
    answered.acquire(calls);
    failure.raise();
    return Latencies.of(nanos);
  }

  /** The first call that failed. */
  private static final class Failure {
    private volatile @org.jspecify.annotations.Nullable ExecutionException first;

    private void check(ListenableFuture<?> answer) {
      try {
        answer.get();
      } catch (ExecutionException e) {
        first = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean none() {
      return first == null;
    }

    private void raise() throws ExecutionException {
      ExecutionException failed = first;
      if (failed != null) {
        throw failed;
      }
    }
  }
}
