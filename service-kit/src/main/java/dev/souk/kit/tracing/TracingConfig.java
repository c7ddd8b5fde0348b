package dev.souk.kit.tracing;

import dev.souk.kit.config.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Whether and where a service sends traces, by the names that OpenTelemetry gave these settings.
 *
 * @param endpoint {@code OTEL_EXPORTER_OTLP_ENDPOINT}: a collector that takes OTLP over HTTP, such
 *     as {@code http://otel-collector:4318}; absent: there are no traces
 * @param ratio {@code OTEL_TRACES_SAMPLER_ARG}: 0 to 1, how many of the calls that come without a
 *     trace are traced; those of the gateway come with its decision
 */
public record TracingConfig(Optional<URI> endpoint, double ratio) {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String RATIO = "OTEL_TRACES_SAMPLER_ARG";
  private static final URI NOWHERE = URI.create("http://localhost:4318");

  /** The settings as they were read, for whom this process starts. */
  public Map<String, String> settings() {
    return endpoint
        .map(given -> Map.of(ENDPOINT, given.toString(), RATIO, Double.toString(ratio)))
        .orElse(Map.of());
  }

  /** Reads the settings; what is wrong with them is told by {@link Settings#check}. */
  public static TracingConfig from(Settings settings) {
    return new TracingConfig(
        settings.optional(ENDPOINT).map(given -> settings.address(ENDPOINT, NOWHERE)),
        settings.ratio(RATIO, 1));
  }
}
