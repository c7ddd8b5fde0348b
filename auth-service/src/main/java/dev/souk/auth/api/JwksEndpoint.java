package dev.souk.auth.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the keys that verify access tokens. Who has the present keys, by their entity tag, is
 * told just that.
 */
public final class JwksEndpoint implements HttpHandler {
  /** Where it is found. */
  public static final String PATH = "/.well-known/jwks.json";

  private final PublishedKeySet keys;

  /** Publishes the keys. */
  public JwksEndpoint(PublishedKeySet keys) {
    this.keys = keys;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Cache-Control", PublishedKeySet.CACHE_CONTROL);
      exchange.getResponseHeaders().set("ETag", keys.entityTag());
      if (has(exchange.getRequestHeaders().get("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      byte[] body = keys.json().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", PublishedKeySet.CONTENT_TYPE);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Compares weakly, as RFC 9110, section 13.1.2, wants it: a cache may have weakened the tag. */
  private boolean has(@Nullable List<String> ifNoneMatch) {
    return ifNoneMatch != null
        && ifNoneMatch.stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .anyMatch(
                tag -> tag.equals("*") || tag.replaceFirst("^W/", "").equals(keys.entityTag()));
  }
}
