package dev.souk.kong.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * As Kong samples: a client may ask that its request be not traced, but not that it be: the rate
 * decides.
 */
final class KongSampler implements Sampler {
  private final Sampler rate;

  KongSampler(double rate) {
    this.rate = Sampler.traceIdRatioBased(rate);
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    SpanContext client = Span.fromContext(parent).getSpanContext();
    return client.isValid() && !client.isSampled()
        ? SamplingResult.drop()
        : rate.shouldSample(parent, traceId, name, kind, attributes, links);
  }

  @Override
  public String getDescription() {
    return "KongSampler{" + rate.getDescription() + "}";
  }
}
