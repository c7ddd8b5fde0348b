package dev.souk.kit.server;

import dev.souk.kit.error.Errors;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives a unary call without a deadline one, and refuses to begin work for a call whose deadline
 * has passed. What is left is passed on with the calls that the handler makes.
 */
final class DeadlineInterceptor implements ServerInterceptor {
  private final Duration fallback;
  private final ScheduledExecutorService scheduler;

  DeadlineInterceptor(Duration fallback, ScheduledExecutorService scheduler) {
    this.fallback = fallback;
    this.scheduler = scheduler;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (call.getMethodDescriptor().getType() != MethodDescriptor.MethodType.UNARY) {
      return next.startCall(call, headers);
    }
    Context current = Context.current();
    if (current.getDeadline() != null) {
      return refusingLate(next.startCall(call, headers));
    }
    Context.CancellableContext bounded =
        current.withDeadlineAfter(fallback.toMillis(), TimeUnit.MILLISECONDS, scheduler);
    ServerCall<Q, R> ending =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            bounded.cancel(null);
          }
        };
    try {
      return refusingLate(Contexts.interceptCall(bounded, ending, headers, next));
    } catch (RuntimeException e) {
      bounded.cancel(null);
      throw e;
    }
  }

  private static <Q> ServerCall.Listener<Q> refusingLate(ServerCall.Listener<Q> listener) {
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onHalfClose() {
        io.grpc.Deadline deadline = Context.current().getDeadline();
        if (deadline != null && deadline.isExpired()) {
          throw Errors.deadlinePassed();
        }
        super.onHalfClose();
      }
    };
  }
}
