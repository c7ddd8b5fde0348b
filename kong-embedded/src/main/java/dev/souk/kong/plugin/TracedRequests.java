package dev.souk.kong.plugin;

import dev.souk.kong.http.Exchange;
import dev.souk.kong.tracing.RequestSpan;
import dev.souk.kong.tracing.RequestSpans;

/** Kong's {@code opentelemetry} as it is while it traces requests. */
record TracedRequests(RequestSpans spans) implements Plugin {

  @Override
  public String name() {
    return "opentelemetry";
  }

  @Override
  public int priority() {
    return 14;
  }

  @Override
  public void rewrite(Exchange exchange) {
    exchange.attach(RequestSpan.class, spans.begin(exchange));
  }

  @Override
  public void release(Exchange exchange) {
    exchange.attachment(RequestSpan.class).ifPresent(span -> span.end(exchange));
  }
}
