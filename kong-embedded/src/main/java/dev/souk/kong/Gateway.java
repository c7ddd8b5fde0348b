package dev.souk.kong;

import dev.souk.kong.config.Route;
import dev.souk.kong.http.ClientFailure;
import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Response;
import dev.souk.kong.plugin.Chain;
import dev.souk.kong.upstream.GrpcUpstream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request through route, plugins and service. */
final class Gateway {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private record Entry(String prefix, Route route) {}

  private final List<Entry> entries;
  private final Map<Route, Chain> chains;
  private final Map<String, GrpcUpstream> upstreams;
  private final long maxBody;

  /**
   * @param chains the plugins of each route; those of {@link Route#NONE} serve requests that no
   *     route takes
   * @param upstreams by the name of the service
   * @param maxBody the largest body that is passed on, in bytes
   */
  Gateway(Map<Route, Chain> chains, Map<String, GrpcUpstream> upstreams, long maxBody) {
    this.chains = Map.copyOf(chains);
    this.upstreams = Map.copyOf(upstreams);
    this.maxBody = maxBody;
    this.entries =
        chains.keySet().stream()
            .flatMap(route -> route.paths().stream().map(path -> new Entry(path, route)))
            .sorted(Comparator.comparingInt((Entry entry) -> entry.prefix().length()).reversed())
            .toList();
  }

  /**
   * Answers one request; never throws.
   *
   * @param send sends the body to the client
   */
  void handle(Exchange exchange, Consumer<byte[]> send) {
    Optional<Route> route = routeOf(exchange.path());
    route.ifPresent(exchange::route);
    Chain chain = chains.get(exchange.route());
    try {
      send.accept(run(exchange, chain, route.isPresent()));
    } finally {
      chain.finish(exchange);
    }
  }

  /** Answers what is no request; the plugins see the answer alone. */
  byte[] refuse(Exchange exchange, int status) {
    Chain chain = chains.get(exchange.route());
    try {
      exchange.respond(Response.error(status, "Bad request"));
      return chain.filter(exchange);
    } finally {
      chain.finish(exchange);
    }
  }

  private byte[] run(Exchange exchange, Chain chain, boolean routed) {
    try {
      if (!routed) {
        exchange.respond(Response.error(404, "no Route matched with those values"));
        return chain.filter(exchange);
      }
      return chain.run(exchange, () -> callService(exchange));
    } catch (ClientFailure e) {
      LOG.debug("refused: {}", e.getMessage());
      exchange.responseHeaders().set("connection", "close");
      exchange.respond(Response.error(408, "Request Timeout"));
      return chain.filter(exchange);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.method(), exchange.path(), e);
      exchange.respond(Response.error(500, "An unexpected error occurred"));
      return chain.filter(exchange);
    }
  }

  private Response callService(Exchange exchange) {
    GrpcUpstream upstream =
        exchange.route().service().map(service -> upstreams.get(service.name())).orElse(null);
    if (upstream == null) {
      return Response.error(503, "no Service found with those values");
    }
    try {
      byte[] made = exchange.upstreamBody();
      return upstream.call(exchange, made == null ? exchange.body().read(maxBody) : made);
    } catch (IOException e) {
      throw new ClientFailure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Response.error(502, "An invalid response was received from the upstream server");
    }
  }

  private Optional<Route> routeOf(String path) {
    return RoutePath.of(path)
        .flatMap(normal ->
            entries.stream()
                .filter(entry -> normal.startsWith(entry.prefix()))
                .map(Entry::route)
                .findFirst());
  }
}
