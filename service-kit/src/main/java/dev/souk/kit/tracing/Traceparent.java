package dev.souk.kit.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context in the one line that travels with calls and events. */
final class Traceparent {
  private static final TextMapGetter<String> LINE =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals("traceparent") ? carrier : null;
        }
      };

  private Traceparent() {}

  /** A context whose span is the named one; without any when the line is empty or malformed. */
  static Context read(String line) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), line, LINE);
  }

  /** The span that a line names; an invalid one when it names none. */
  static SpanContext spanOf(String line) {
    return Span.fromContext(read(line)).getSpanContext();
  }

  /** The line that names the span. */
  static String of(Span span) {
    SpanContext context = span.getSpanContext();
    return "00-"
        + context.getTraceId()
        + "-"
        + context.getSpanId()
        + (context.isSampled() ? "-01" : "-00");
  }
}
