package dev.souk.kit.tracing;

import io.grpc.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.ContextStorageProvider;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OpenTelemetry's context in gRPC's, so that it is wherever the served call is: there is one
 * context to carry from thread to thread. OpenTelemetry finds the class by {@code META-INF} when it
 * is first used.
 */
public final class GrpcContextStorage implements ContextStorageProvider, ContextStorage {
  static final Context.Key<io.opentelemetry.context.Context> KEY = Context.key("opentelemetry");

  @Override
  public ContextStorage get() {
    return this;
  }

  @Override
  public Scope attach(io.opentelemetry.context.Context attached) {
    if (attached.equals(current())) {
      return Scope.noop();
    }
    Context with = Context.current().withValue(KEY, attached);
    Context before = with.attach();
    return () -> with.detach(before);
  }

  @Override
  public io.opentelemetry.context.@Nullable Context current() {
    return KEY.get();
  }
}
