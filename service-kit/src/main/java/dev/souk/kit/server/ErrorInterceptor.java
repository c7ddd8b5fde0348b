package dev.souk.kit.server;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.log.CallContext;
import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what is thrown into the answer: an {@link ApiException} into its status with details,
 * anything else into INTERNAL with the request id, its cause going to the log. No initial metadata
 * leaves before the outcome of a unary call is known, so that a refusal is trailers only.
 */
final class ErrorInterceptor implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(ErrorInterceptor.class);

  private final RefusalMeter refusals;

  ErrorInterceptor(RefusalMeter refusals) {
    this.refusals = refusals;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    Closing<Q, R> closing = new Closing<>(call, refusals);
    try {
      return new Guarded<>(next.startCall(closing, headers), closing);
    } catch (RuntimeException e) {
      closing.fail(e);
      return new ServerCall.Listener<>() {};
    }
  }

  /** A call that is closed once, by whoever comes first. */
  private static final class Closing<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final RefusalMeter refusals;
    private boolean closed;

    private Closing(ServerCall<Q, R> call, RefusalMeter refusals) {
      super(call);
      this.refusals = refusals;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (!closed) {
        closed = true;
        super.close(status, trailers);
      }
    }

    private void fail(RuntimeException failure) {
      if (closed) {
        log.error("failed after the answer was sent", failure);
        return;
      }
      ApiException refusal = refusal(failure);
      refusals.count(refusal);
      StatusRuntimeException answer = StatusProto.toStatusRuntimeException(refusal.status());
      close(
          answer.getStatus(), answer.getTrailers() == null ? new Metadata() : answer.getTrailers());
    }

    private ApiException refusal(RuntimeException failure) {
      if (failure instanceof ApiException refusal) {
        return refusal;
      }
      if (Context.current().isCancelled()) {
        return Errors.deadlinePassed();
      }
      log.error("{} failed", getMethodDescriptor().getFullMethodName(), failure);
      return Errors.internal(CallContext.current().requestId());
    }
  }

  /** A listener that stops listening once its call is closed. */
  private static final class Guarded<Q, R>
      extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
    private final Closing<Q, R> call;

    private Guarded(ServerCall.Listener<Q> delegate, Closing<Q, R> call) {
      super(delegate);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      guard(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      guard(super::onHalfClose);
    }

    private void guard(Runnable step) {
      if (call.closed) {
        return;
      }
      try {
        step.run();
      } catch (RuntimeException e) {
        call.fail(e);
      }
    }
  }
}
