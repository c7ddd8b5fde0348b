package dev.souk.kit.tracing;

import dev.souk.kit.identity.Headers;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Makes a span of each unary call that a service makes, and tells the called service of it. */
public final class ClientSpans implements ClientInterceptor {
  private final GrpcSpans spans;

  /** Spans of a client. */
  public ClientSpans(OpenTelemetry openTelemetry) {
    this.spans = new GrpcSpans(openTelemetry);
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    ClientCall<Q, R> call = next.newCall(method, options);
    return GrpcSpans.isTraced(method) ? new TracedCall<>(call, method) : call;
  }

  private final class TracedCall<Q, R> extends SimpleForwardingClientCall<Q, R> {
    private final MethodDescriptor<Q, R> method;

    TracedCall(ClientCall<Q, R> call, MethodDescriptor<Q, R> method) {
      super(call);
      this.method = method;
    }

    @Override
    public void start(Listener<R> listener, Metadata headers) {
      Span span = spans.start(method, SpanKind.CLIENT, Context.current());
      headers.discardAll(Headers.TRACEPARENT);
      headers.put(Headers.TRACEPARENT, Traceparent.of(span));
      Listener<R> ending =
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onClose(Status status, @Nullable Metadata trailers) {
              GrpcSpans.end(span, SpanKind.CLIENT, status);
              super.onClose(status, trailers);
            }
          };
      try {
        super.start(ending, headers);
      } catch (RuntimeException e) {
        GrpcSpans.end(span, SpanKind.CLIENT, Status.INTERNAL);
        throw e;
      }
    }
  }
}
