package dev.souk.product.inventory;

import dev.souk.kit.error.ApiException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs the same thing many times at once. */
public final class Together {
  private Together() {}

  /** What became of each: its result, or the reason that it was refused for. */
  public static <T> List<Object> run(int times, IntFunction<T> action) throws Exception {
    CyclicBarrier start = new CyclicBarrier(times);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> running =
          IntStream.range(0, times)
              .mapToObj(i -> threads.submit(outcome(start, () -> action.apply(i))))
              .toList();
      List<Object> outcomes = new ArrayList<>();
      for (Future<Object> future : running) {
        outcomes.add(future.get());
      }
      return outcomes;
    }
  }

  private static <T> Callable<Object> outcome(CyclicBarrier start, Callable<T> action) {
    return () -> {
      start.await();
      try {
        return action.call();
      } catch (ApiException e) {
        return e.reason();
      } catch (StatusRuntimeException e) {
        return ApiException.of(Objects.requireNonNull(StatusProto.fromThrowable(e))).reason();
      }
    };
  }
}
