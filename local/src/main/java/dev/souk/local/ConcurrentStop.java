package dev.souk.local;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stops several things at once. */
public final class ConcurrentStop {
  private ConcurrentStop() {}

  /**
   * Closes all and waits for them.
   *
   * @throws IllegalStateException when one could not be closed, after all others were
   */
  public static void of(List<? extends AutoCloseable> running) {
    ClosingStack waits = new ClosingStack();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (AutoCloseable one : running) {
        var stopping =
            threads.submit(() -> {
              one.close();
              return one;
            });
        waits.add(stopping::get);
      }
      waits.close();
    }
  }
}
