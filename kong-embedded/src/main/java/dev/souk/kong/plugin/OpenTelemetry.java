package dev.souk.kong.plugin;

import dev.souk.kong.config.Entity;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Response;
import dev.souk.kong.tracing.RequestSpans;
import dev.souk.kong.tracing.Tracing;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kong's {@code opentelemetry} as it is while {@code KONG_TRACING_INSTRUMENTATIONS} is off: it
 * makes no span and sends nothing, and tells services that the trace has none.
 */
record OpenTelemetry() implements Plugin {
  private static final int WITHOUT_FLAGS = "00-".length() + 32 + "-".length() + 16 + "-".length();

  static Plugin from(Entity config, Tracing tracing) {
    URI endpoint = URI.create(config.text("traces_endpoint"));
    Map<String, String> resource = new HashMap<>();
    config
        .entity("resource_attributes")
        .json()
        .properties()
        .forEach(attribute -> resource.put(attribute.getKey(), attribute.getValue().asText()));
    Entity propagation = config.entity("propagation");
    for (String direction : List.of("extract", "inject")) {
      if (!propagation.texts(direction).equals(List.of("w3c"))) {
        throw propagation.problem("the embedded gateway knows '" + direction + ": [w3c]' alone");
      }
    }
    if (!propagation.text("default_format").equals("w3c")) {
      throw propagation.problem("the embedded gateway knows 'default_format: w3c' alone");
    }
    propagation.end();
    config.end();
    Optional<RequestSpans> spans = tracing.spans(endpoint, resource);
    return spans.isPresent() ? new TracedRequests(spans.get()) : new OpenTelemetry();
  }

  @Override
  public String name() {
    return "opentelemetry";
  }

  @Override
  public int priority() {
    return 14;
  }

  /** What stands there is valid: user-context-injector has seen to it. */
  @Override
  public Optional<Response> access(Exchange exchange) {
    exchange
        .requestHeaders()
        .first("traceparent")
        .filter(line -> line.length() > WITHOUT_FLAGS && !line.endsWith("-00"))
        .ifPresent(line ->
            exchange.setRequestHeader("traceparent", line.substring(0, WITHOUT_FLAGS) + "00"));
    return Optional.empty();
  }
}
