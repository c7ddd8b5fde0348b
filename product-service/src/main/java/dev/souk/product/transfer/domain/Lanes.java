package dev.souk.product.transfer.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Works side by side, within bounds, on things that have nothing to do with each other. */
final class Lanes {
  private static final int AT_ONCE = 8;

  private Lanes() {}

  /**
   * The results for the items, in their order.
   *
   * @param lane items with the same one are worked on one after the other
   */
  static <T, R> List<R> run(List<T> items, Function<T, String> lane, Function<T, R> work) {
    Map<String, List<Integer>> lanes = new LinkedHashMap<>();
    for (int i = 0; i < items.size(); i++) {
      lanes.computeIfAbsent(lane.apply(items.get(i)), _ -> new ArrayList<>()).add(i);
    }
    Semaphore permits = new Semaphore(AT_ONCE);
    Map<Integer, R> results = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Map<Integer, R>>> running =
          lanes.values().stream()
              .map(places -> threads.submit(() -> one(items, places, work, permits)))
              .toList();
      running.forEach(done -> results.putAll(result(done)));
    }
    List<R> ordered = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      ordered.add(results.get(i));
    }
    return ordered;
  }

  private static <T, R> Map<Integer, R> one(
      List<T> items, List<Integer> places, Function<T, R> work, Semaphore permits)
      throws InterruptedException {
    permits.acquire();
    try {
      Map<Integer, R> results = new LinkedHashMap<>();
      places.forEach(place -> results.put(place, work.apply(items.get(place))));
      return results;
    } finally {
      permits.release();
    }
  }

  private static <R> R result(Future<R> done) {
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("work failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at work", e);
    }
  }
}
