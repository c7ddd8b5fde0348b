package dev.souk.kong.plugin;

import dev.souk.kong.config.Entity;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Headers;
import dev.souk.kong.http.Response;
import java.util.List;
import java.util.Optional;

/**
 * Kong's {@code cors}, with a list of exact origins. As Kong does, it names the only origin of a
 * list of one to everybody, and says that credentials are allowed whether or not the origin is.
 */
record Cors(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposedHeaders,
    boolean credentials,
    Optional<Integer> maxAge)
    implements Plugin {
  private record Preflight() {}

  static Cors from(Entity config) {
    Cors plugin =
        new Cors(
            config.texts("origins"),
            config.texts("methods"),
            config.texts("headers"),
            config.texts("exposed_headers"),
            config.flag("credentials", false),
            config.optionalInteger("max_age"));
    config.end();
    if (plugin.origins.isEmpty() || plugin.methods.isEmpty()) {
      throw config.problem("the embedded gateway needs 'origins' and 'methods'");
    }
    for (String origin : plugin.origins) {
      if (!origin.matches("https?://[A-Za-z0-9.-]+(:[0-9]+)?")) {
        throw config.problem("the embedded gateway knows exact origins only, not '" + origin + "'");
      }
    }
    return plugin;
  }

  @Override
  public String name() {
    return "cors";
  }

  @Override
  public int priority() {
    return 2000;
  }

  @Override
  public Optional<Response> access(Exchange exchange) {
    Headers request = exchange.requestHeaders();
    if (!exchange.method().equals("OPTIONS")
        || !request.has("origin")
        || !request.has("access-control-request-method")) {
      return Optional.empty();
    }
    exchange.attach(Preflight.class, new Preflight());
    Headers response = exchange.responseHeaders();
    allowOrigin(exchange);
    if (headers.isEmpty()) {
      request
          .first("access-control-request-headers")
          .ifPresent(asked -> response.set("access-control-allow-headers", asked));
    } else {
      response.set("access-control-allow-headers", String.join(",", headers));
    }
    response.set("access-control-allow-methods", String.join(",", methods));
    maxAge.ifPresent(seconds -> response.set("access-control-max-age", Integer.toString(seconds)));
    return Optional.of(Response.exit(200, new byte[0]));
  }

  @Override
  public void headerFilter(Exchange exchange) {
    if (exchange.attachment(Preflight.class).isPresent()) {
      return;
    }
    allowOrigin(exchange);
    if (!exposedHeaders.isEmpty()) {
      exchange
          .responseHeaders()
          .set("access-control-expose-headers", String.join(",", exposedHeaders));
    }
  }

  private void allowOrigin(Exchange exchange) {
    Headers response = exchange.responseHeaders();
    response.add("vary", "Origin");
    if (origins.size() == 1) {
      response.set("access-control-allow-origin", origins.getFirst());
    } else {
      exchange
          .requestHeaders()
          .first("origin")
          .filter(origins::contains)
          .ifPresent(origin -> response.set("access-control-allow-origin", origin));
    }
    if (credentials) {
      response.set("access-control-allow-credentials", "true");
    }
  }
}
