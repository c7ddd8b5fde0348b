package dev.souk.auth.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the keys that verify access tokens, for caches to keep five minutes and, should the
 * service not answer, a day. Who has the present keys, by their entity tag, is told just that.
 */
public final class JwksEndpoint implements HttpHandler {
  /** Where it is found. */
  public static final String PATH = "/.well-known/jwks.json";

  private static final String CACHE_CONTROL = "public, max-age=300, stale-if-error=86400";

  private final byte[] body;
  private final String entityTag;

  /** Publishes the key set. */
  public JwksEndpoint(String jwks) {
    this.body = jwks.getBytes(StandardCharsets.UTF_8);
    this.entityTag = '"' + hash(body) + '"';
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Cache-Control", CACHE_CONTROL);
      exchange.getResponseHeaders().set("ETag", entityTag);
      if (has(exchange.getRequestHeaders().get("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
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
            .anyMatch(tag -> tag.equals("*") || tag.replaceFirst("^W/", "").equals(entityTag));
  }

  private static String hash(byte[] bytes) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
