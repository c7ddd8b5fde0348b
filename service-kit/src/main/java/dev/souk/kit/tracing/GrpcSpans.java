package dev.souk.kit.tracing;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/** Spans of gRPC calls, by OpenTelemetry's conventions for RPC. */
final class GrpcSpans {
  private final Tracer tracer;

  GrpcSpans(OpenTelemetry openTelemetry) {
    this.tracer = openTelemetry.getTracer("dev.souk.grpc");
  }

  Span start(MethodDescriptor<?, ?> method, SpanKind kind, Context parent) {
    return tracer
        .spanBuilder(method.getFullMethodName())
        .setSpanKind(kind)
        .setParent(parent)
        .setAttribute("rpc.system", "grpc")
        .setAttribute("rpc.service", String.valueOf(method.getServiceName()))
        .setAttribute("rpc.method", String.valueOf(method.getBareMethodName()))
        .startSpan();
  }

  /** A caller failed with whatever is not OK, a server with what is its own fault. */
  static void end(Span span, SpanKind kind, Status status) {
    span.setAttribute("rpc.grpc.status_code", status.getCode().value());
    boolean failed =
        kind == SpanKind.SERVER
            ? switch (status.getCode()) {
              case UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
                  true;
              default -> false;
            }
            : !status.isOk();
    if (failed) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", status.getCode().name());
    }
    span.end();
  }

  /** Streams last as long as the services do. */
  static boolean isTraced(MethodDescriptor<?, ?> method) {
    return method.getType() == MethodDescriptor.MethodType.UNARY
        || method.getType() == MethodDescriptor.MethodType.UNKNOWN;
  }
}
