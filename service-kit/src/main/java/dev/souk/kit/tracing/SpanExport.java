package dev.souk.kit.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A service's own instance of the SDK: it makes spans and sends them in batches. */
final class SpanExport {
  private static final Duration BATCH_DELAY = Duration.ofSeconds(1);
  private static final long CLOSE_SECONDS = 5;

  private final SdkTracerProvider provider;

  private SpanExport(SdkTracerProvider provider) {
    this.provider = provider;
  }

  static SpanExport start(String service, URI endpoint, double ratio) {
    SdkLog.install();
    String base = endpoint.toString();
    String address = (base.endsWith("/") ? base : base + "/") + "v1/traces";
    return new SpanExport(
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.builder()
                        .put("service.name", service)
                        .put("service.namespace", "souk")
                        .put("service.instance.id", UUID.randomUUID().toString())
                        .build()))
            .setSampler(Sampler.parentBased(new RootSampler(ratio)))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        new CleanExporter(
                            OtlpHttpSpanExporter.builder().setEndpoint(address).build()))
                    .setScheduleDelay(BATCH_DELAY)
                    .build())
            .build());
  }

  /** Trace context goes from service to service by Souk's own interceptors alone. */
  OpenTelemetry openTelemetry() {
    return new OpenTelemetry() {
      @Override
      public TracerProvider getTracerProvider() {
        return provider;
      }

      @Override
      public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
      }
    };
  }

  void close() {
    var _ = provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
