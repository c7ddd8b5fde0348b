package dev.souk.kong.plugin;

import dev.souk.kong.config.Entity;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Response;
import java.util.Optional;
import java.util.UUID;

/**
 * Kong's {@code correlation-id}: gives each request an id, unless the client did, and each refusal
 * of what is no request.
 */
record CorrelationId(String headerName, boolean echo) implements Plugin {
  private record Id(String value) {}

  static CorrelationId from(Entity config) {
    String generator = config.optionalText("generator").orElse("uuid#counter");
    if (!generator.equals("uuid")) {
      throw config.problem("the embedded gateway makes ids by 'uuid', not '" + generator + "'");
    }
    CorrelationId plugin =
        new CorrelationId(
            config.optionalText("header_name").orElse("Kong-Request-ID"),
            config.flag("echo_downstream", false));
    config.end();
    return plugin;
  }

  @Override
  public String name() {
    return "correlation-id";
  }

  @Override
  public int priority() {
    return 100_001;
  }

  @Override
  public Optional<Response> access(Exchange exchange) {
    exchange.attach(Id.class, new Id(idOf(exchange)));
    return Optional.empty();
  }

  private String idOf(Exchange exchange) {
    return given(exchange)
        .orElseGet(() -> {
          String made = UUID.randomUUID().toString();
          exchange.setRequestHeader(headerName, made);
          return made;
        });
  }

  private Optional<String> given(Exchange exchange) {
    return exchange.requestHeaders().first(headerName).filter(given -> !given.isBlank());
  }

  @Override
  public void headerFilter(Exchange exchange) {
    if (echo) {
      String id =
          exchange
              .attachment(Id.class)
              .map(Id::value)
              .or(() -> given(exchange))
              .orElseGet(() -> UUID.randomUUID().toString());
      exchange.responseHeaders().set(headerName, id);
    }
  }
}
