package dev.souk.kit.tracing;

import dev.souk.kit.log.CallContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/**
 * Work that goes by the ids of a trace, in logs, events and calls onwards, and adds no span to it.
 */
record Untraced(String service) {

  void run(String traceparent, Runnable work) {
    SpanContext named = Traceparent.spanOf(traceparent);
    Span span =
        Span.wrap(
            SpanContext.create(
                named.getTraceId(),
                named.getSpanId(),
                TraceFlags.getDefault(),
                TraceState.getDefault()));
    String line = named.isValid() ? Traceparent.of(span) : "";
    io.grpc.Context.current()
        .withValue(GrpcContextStorage.KEY, Context.root().with(span))
        .withValue(CallContext.KEY, new CallContext(service, "", line))
        .run(work);
  }
}
