package dev.souk.kong.plugin;

import dev.souk.kong.config.PluginEntry;
import dev.souk.kong.config.Vault;
import dev.souk.kong.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;

/** Equivalents of the plugins that come with Kong. */
public record BundledPlugins(
    Redis redis, Vault vault, MeterRegistry registry, Tracing tracing, Clock clock) {

  /** Makes the equivalent of a bundled plugin; none when there is no equivalent. */
  public Optional<Plugin> make(PluginEntry entry) {
    return switch (entry.name()) {
      case "correlation-id" -> Optional.of(CorrelationId.from(entry.config()));
      case "cors" -> Optional.of(Cors.from(entry.config()));
      case "request-size-limiting" -> Optional.of(RequestSizeLimiting.from(entry.config()));
      case "rate-limiting" -> Optional.of(RateLimiting.from(entry, redis, vault, clock));
      case "file-log" -> Optional.of(FileLog.from(entry.config(), clock));
      case "opentelemetry" -> Optional.of(OpenTelemetry.from(entry.config(), tracing));
      case "prometheus" -> Optional.of(Prometheus.from(entry.config(), registry, clock));
      default -> Optional.empty();
    };
  }
}
