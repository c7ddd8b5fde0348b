package dev.souk.kit.tracing;

import io.opentelemetry.api.OpenTelemetry;
import java.util.Optional;

/**
 * The traces of one service. Several services may run in a JVM, each with its own. While it is off,
 * who asks gets nothing and adds nothing: no interceptor, no wrapper, no thread, and no class of
 * OpenTelemetry is loaded.
 */
public final class Tracing implements AutoCloseable {
  private static final Tracing OFF = new Tracing(Optional.empty());

  private final Optional<SpanExport> export;

  private Tracing(Optional<SpanExport> export) {
    this.export = export;
  }

  /** No traces. */
  public static Tracing off() {
    return OFF;
  }

  /** The traces of a service, off without an endpoint. */
  public static Tracing of(String service, TracingConfig config) {
    return config
        .endpoint()
        .map(endpoint ->
            new Tracing(Optional.of(SpanExport.start(service, endpoint, config.ratio()))))
        .orElse(OFF);
  }

  /** Whether there are traces. */
  public boolean isOn() {
    return export.isPresent();
  }

  /**
   * What instrumentations are made of. To be asked after {@link #isOn}, and not from a lambda that
   * is made before that: with it the JVM loads the classes in its signature.
   */
  public OpenTelemetry openTelemetry() {
    return export.orElseThrow().openTelemetry();
  }

  /** Sends what is not sent yet, for some seconds at most. */
  @Override
  public void close() {
    if (isOn()) {
      export.get().close();
    }
  }
}
