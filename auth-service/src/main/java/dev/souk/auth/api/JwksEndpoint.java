package dev.souk.auth.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Publishes the keys that verify access tokens, for caches to keep five minutes and, should the
 * service not answer, a day.
 */
public final class JwksEndpoint implements HttpHandler {
  /** Where it is found. */
  public static final String PATH = "/.well-known/jwks.json";

  private static final String CACHE_CONTROL = "public, max-age=300, stale-if-error=86400";

  private final byte[] body;

  /** Publishes the key set. */
  public JwksEndpoint(String jwks) {
    this.body = jwks.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!List.of("GET", "HEAD").contains(method)) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Cache-Control", CACHE_CONTROL);
      boolean withBody = method.equals("GET");
      exchange.sendResponseHeaders(200, withBody ? body.length : -1);
      if (withBody) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
