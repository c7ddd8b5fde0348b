package dev.souk.kong.tracing;

import dev.souk.kong.http.Exchange;
import io.opentelemetry.api.trace.Span;

/** The span of one request. */
public record RequestSpan(Span span) {

  /** Ends it with what became of the request. */
  public void end(Exchange exchange) {
    span.setAttribute("http.status_code", exchange.response().status());
    exchange.route().paths().stream()
        .findFirst()
        .ifPresent(path -> span.setAttribute("http.route", path));
    span.end();
  }
}
