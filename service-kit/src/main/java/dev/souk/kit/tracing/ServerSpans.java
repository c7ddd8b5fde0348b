package dev.souk.kit.tracing;

import dev.souk.kit.identity.Headers;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;

/**
 * Before all other interceptors: makes a span of each unary call, a child of the caller's. From
 * there on the call's {@code traceparent} names the span, for logs, events and calls onwards.
 *
 * <p>OpenTelemetry has an interceptor of its own, with which gRPC would keep its context elsewhere
 * as soon as the jar is there, traces or not.
 */
public final class ServerSpans implements ServerInterceptor {
  private final GrpcSpans spans;

  /** Spans of a server. */
  public ServerSpans(OpenTelemetry openTelemetry) {
    this.spans = new GrpcSpans(openTelemetry);
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (!GrpcSpans.isTraced(call.getMethodDescriptor())) {
      return next.startCall(call, headers);
    }
    String sent = headers.get(Headers.TRACEPARENT);
    io.opentelemetry.context.Context parent = Traceparent.read(sent == null ? "" : sent);
    Span span = spans.start(call.getMethodDescriptor(), SpanKind.SERVER, parent);
    headers.discardAll(Headers.TRACEPARENT);
    headers.put(Headers.TRACEPARENT, Traceparent.of(span));
    ServerCall<Q, R> ending =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            GrpcSpans.end(span, SpanKind.SERVER, status);
          }
        };
    Context traced = Context.current().withValue(GrpcContextStorage.KEY, parent.with(span));
    return new SimpleForwardingServerCallListener<>(
        Contexts.interceptCall(traced, ending, headers, next)) {
      @Override
      public void onCancel() {
        super.onCancel();
        GrpcSpans.end(span, SpanKind.SERVER, Status.CANCELLED);
      }
    };
  }
}
