package dev.souk.kong.plugin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.souk.kong.config.Service;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What log plugins write about an exchange: the fields of {@code kong.log.serialize} that this host
 * knows, with what plugins changed of them.
 */
final class LogEntry {
  private LogEntry() {}

  static ObjectNode of(Exchange exchange, Instant end) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    String uri =
        exchange.query().isEmpty() ? exchange.path() : exchange.path() + "?" + exchange.query();
    entry
        .putObject("request")
        .put("method", exchange.method())
        .put("uri", uri)
        .put("querystring", exchange.query())
        .set("headers", headers(exchange.requestHeaders()));
    entry
        .putObject("response")
        .put("status", exchange.response().status())
        .set("headers", headers(exchange.responseHeaders()));
    entry
        .putObject("latencies")
        .put("request", Duration.between(exchange.startTime(), end).toMillis());
    entry.put("upstream_uri", exchange.upstreamPath());
    entry.put("route", exchange.route().name());
    exchange.route().service().map(Service::name).ifPresent(name -> entry.put("service", name));
    entry.put("client_ip", exchange.clientAddress());
    entry.put("started_at", exchange.startTime().toEpochMilli());
    entry.put("source", source(exchange));
    exchange.logFields().forEach((name, value) -> edit(entry, name, value));
    return entry;
  }

  private static void edit(ObjectNode entry, String name, Optional<String> value) {
    ObjectNode node = entry;
    int start = 0;
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', start)) {
      node = node.withObjectProperty(name.substring(start, dot));
      start = dot + 1;
    }
    String field = name.substring(start);
    if (value.isPresent()) {
      node.put(field, value.get());
    } else {
      node.remove(field);
    }
  }

  /** In Kong's words. */
  private static String source(Exchange exchange) {
    return switch (exchange.response().source()) {
      case EXIT -> "exit";
      case ERROR -> "error";
      case SERVICE -> "upstream";
    };
  }

  private static ObjectNode headers(Headers headers) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    headers.forEach(
        (name, value) -> node.put(name, name.equals("authorization") ? "REDACTED" : value));
    return node;
  }
}
