package dev.souk.kong.plugin;

import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Response;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The plugins of a route, in the order of their priority, and Kong's phases over them. */
public record Chain(List<Plugin> plugins) {
  public Chain {
    plugins =
        plugins.stream().sorted(Comparator.comparingInt(Plugin::priority).reversed()).toList();
  }

  /**
   * Runs a request through all phases but the log.
   *
   * @param service calls the service when no plugin ends the request
   * @return the body to send
   */
  public byte[] run(Exchange exchange, Supplier<Response> service) {
    plugins.forEach(plugin -> plugin.rewrite(exchange));
    exchange.respond(access(exchange).orElseGet(service));
    return filter(exchange);
  }

  /** Runs the filters alone, over a response that is there already. */
  public byte[] filter(Exchange exchange) {
    plugins.forEach(plugin -> plugin.headerFilter(exchange));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<byte[]> chunks = exchange.response().chunks();
    boolean streamed = exchange.response().source() == Exchange.Source.SERVICE;
    for (int i = 0; i < chunks.size(); i++) {
      boolean last = !streamed && i == chunks.size() - 1;
      out.writeBytes(filter(exchange, chunks.get(i), last));
    }
    if (streamed || chunks.isEmpty()) {
      out.writeBytes(filter(exchange, new byte[0], true));
    }
    return out.toByteArray();
  }

  /** Runs the log phase, and lets every plugin forget the exchange. */
  public void finish(Exchange exchange) {
    try {
      plugins.forEach(plugin -> plugin.log(exchange));
    } finally {
      plugins.forEach(plugin -> plugin.release(exchange));
    }
  }

  private Optional<Response> access(Exchange exchange) {
    for (Plugin plugin : plugins) {
      Optional<Response> exit = plugin.access(exchange);
      if (exit.isPresent()) {
        return exit;
      }
    }
    return Optional.empty();
  }

  private byte[] filter(Exchange exchange, byte[] chunk, boolean last) {
    byte[] filtered = chunk;
    for (Plugin plugin : plugins) {
      filtered = plugin.bodyFilter(exchange, filtered, last);
    }
    return filtered;
  }
}
