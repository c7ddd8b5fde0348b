package dev.souk.kit.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The operator's HTTP port: {@code /metrics}, {@code /health/live}, {@code /health/ready}, and what
 * the service adds. Not for the public.
 */
final class HealthEndpoints implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  HealthEndpoints(InetSocketAddress address, PrometheusMeterRegistry metrics, Readiness readiness)
      throws IOException {
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    handle(
        "GET",
        "/metrics",
        exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
    handle("GET", "/health/live", exchange -> answer(exchange, 200, "text/plain", "live\n"));
    handle(
        "GET",
        "/health/ready",
        exchange -> {
          Readiness.Report report = readiness.report();
          answer(exchange, report.ready() ? 200 : 503, "text/plain", report.text());
        });
  }

  void handle(String method, String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
              answer(exchange, 404, "text/plain", "not found\n");
            } else if (!exchange.getRequestMethod().equals(method)) {
              exchange.getResponseHeaders().set("Allow", method);
              answer(exchange, 405, "text/plain", "method not allowed\n");
            } else {
              handler.handle(exchange);
            }
          }
        });
  }

  void start() {
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
