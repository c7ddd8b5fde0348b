package dev.souk.kong.plugin;

import dev.souk.kong.config.Entity;
import java.util.List;

/**
 * Kong's {@code opentelemetry} as it is while {@code KONG_TRACING_INSTRUMENTATIONS} is off: it
 * makes no span, sends nothing, and with no format to inject leaves {@code traceparent} to the
 * plugin that sets it.
 */
record OpenTelemetry() implements Plugin {

  static OpenTelemetry from(Entity config) {
    config.text("traces_endpoint");
    config.entity("resource_attributes").json();
    Entity propagation = config.entity("propagation");
    List<String> extract = propagation.texts("extract");
    if (!extract.equals(List.of("w3c"))) {
      throw propagation.problem("the embedded gateway knows 'extract: [w3c]' alone");
    }
    if (!propagation.text("default_format").equals("w3c")) {
      throw propagation.problem("the embedded gateway knows 'default_format: w3c' alone");
    }
    propagation.end();
    config.end();
    return new OpenTelemetry();
  }

  @Override
  public String name() {
    return "opentelemetry";
  }

  @Override
  public int priority() {
    return 14;
  }
}
