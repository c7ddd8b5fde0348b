package dev.souk.kit.tracing;

import dev.souk.kit.log.CallContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;

/** The first span of a trace that goes on with another. */
final class LinkedSpan {
  private final OpenTelemetry openTelemetry;
  private final String service;

  LinkedSpan(OpenTelemetry openTelemetry, String service) {
    this.openTelemetry = openTelemetry;
    this.service = service;
  }

  void run(String name, String linked, Runnable work) {
    Span span =
        openTelemetry
            .getTracer("dev.souk.resumed")
            .spanBuilder(name)
            .setSpanKind(SpanKind.INTERNAL)
            .setNoParent()
            .addLink(Traceparent.spanOf(linked))
            .startSpan();
    try {
      io.grpc.Context.current()
          .withValue(GrpcContextStorage.KEY, Context.root().with(span))
          .withValue(CallContext.KEY, new CallContext(service, "", Traceparent.of(span)))
          .run(work);
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }
}
