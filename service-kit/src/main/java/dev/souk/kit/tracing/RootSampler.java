package dev.souk.kit.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Decides about spans without a parent. Some of the calls that come in are traced, by ratio; work
 * that goes on with something is, when that was; what a service does by itself, such as looking for
 * work again and again, is not.
 */
final class RootSampler implements Sampler {
  private final Sampler ratio;

  RootSampler(double ratio) {
    this.ratio = Sampler.traceIdRatioBased(ratio);
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    if (!links.isEmpty()) {
      return links.stream().anyMatch(link -> link.getSpanContext().isSampled())
          ? SamplingResult.recordAndSample()
          : SamplingResult.drop();
    }
    return switch (kind) {
      case SERVER, CONSUMER -> ratio.shouldSample(parent, traceId, name, kind, attributes, links);
      case CLIENT, PRODUCER, INTERNAL -> SamplingResult.drop();
    };
  }

  @Override
  public String getDescription() {
    return "RootSampler{" + ratio.getDescription() + "}";
  }
}
