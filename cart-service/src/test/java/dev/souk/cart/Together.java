package dev.souk.cart;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Many calls at the same time. */
final class Together {
  private Together() {}

  /** Makes the calls with the numbers from 0, each in a thread of its own; all must succeed. */
  static void together(int threads, IntConsumer call) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        running.add(executor.submit(() -> call.accept(number)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
