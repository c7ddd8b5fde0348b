package dev.souk.order.client;

import dev.souk.kit.client.RemoteErrors;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Calls of one service. Nothing is retried here: a failed step of a saga is repeated as a whole.
 *
 * @param service the name of the service called
 */
record Calls(String service) {
  /** Longer than any answer should take, and well below the lease of a saga. */
  static final Duration DEADLINE = Duration.ofSeconds(3);

  /** The answer, or the refusal as an error. */
  <T> T answer(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw RemoteErrors.of(service, e);
    }
  }
}
