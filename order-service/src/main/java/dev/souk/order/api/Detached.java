package dev.souk.order.api;

import dev.souk.kit.error.ApiException;
import io.grpc.Context;
import java.util.function.Supplier;

/** Runs what a caller who hangs up must not interrupt: half a saga helps nobody. */
final class Detached {
  private Detached() {}

  /** The result of the work, done for the same caller without the call's deadline. */
  static <T> T call(Supplier<T> work) throws ApiException {
    Context detached = Context.current().fork();
    Context before = detached.attach();
    try {
      return work.get();
    } finally {
      detached.detach(before);
    }
  }
}
