package dev.souk.user.client;

import dev.souk.kit.client.RemoteErrors;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.function.Function;

/**
 * Calls of one service, each with a deadline of its own. Nothing is retried here.
 *
 * @param service the name of the service called
 */
record RemoteCalls(String service) {
  /** Below the lease of an operation, and enough for a page or a batch. */
  private static final Duration DEADLINE = Duration.ofSeconds(8);

  /** The answer, or the refusal as an error. */
  <T> T answer(Function<Duration, T> call) {
    try {
      return call.apply(DEADLINE);
    } catch (StatusRuntimeException e) {
      throw RemoteErrors.of(service, e);
    }
  }
}
