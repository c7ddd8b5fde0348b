package dev.souk.kong.tracing;

import dev.souk.kong.http.Exchange;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes spans and sends them. */
public final class RequestSpans {
  private static final String TRACEPARENT = "traceparent";
  private static final Duration BATCH_DELAY = Duration.ofSeconds(1);
  private static final long CLOSE_SECONDS = 5;

  private static final TextMapGetter<Exchange> HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Exchange exchange) {
          return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable Exchange exchange, String key) {
          return exchange == null ? null : exchange.requestHeaders().first(key).orElse(null);
        }
      };

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private RequestSpans(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("kong");
  }

  static RequestSpans to(URI endpoint, Map<String, String> resource, double rate) {
    AttributesBuilder attributes = Attributes.builder();
    resource.forEach(attributes::put);
    return new RequestSpans(
        SdkTracerProvider.builder()
            .setResource(Resource.create(attributes.build()))
            .setSampler(new KongSampler(rate))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build())
                    .setScheduleDelay(BATCH_DELAY)
                    .build())
            .build());
  }

  /** Begins the span of a request, and names it to the plugins and the service. */
  public RequestSpan begin(Exchange exchange) {
    Context parent =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), exchange, HEADERS);
    Span span =
        tracer
            .spanBuilder("kong")
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent)
            .setStartTimestamp(exchange.startTime())
            .setAttribute("http.method", exchange.method())
            .setAttribute("http.url", url(exchange))
            .setAttribute("http.scheme", "http")
            .setAttribute("http.flavor", "1.1")
            .startSpan();
    SpanContext made = span.getSpanContext();
    exchange.setRequestHeader(
        TRACEPARENT,
        String.join(
            "-", "00", made.getTraceId(), made.getSpanId(), made.isSampled() ? "01" : "00"));
    exchange.requestHeaders().remove("tracestate");
    return new RequestSpan(span);
  }

  /** Without the query, which holds secrets. */
  private static String url(Exchange exchange) {
    return "http://" + exchange.requestHeaders().first("host").orElse("") + exchange.path();
  }

  void close() {
    var _ = provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
