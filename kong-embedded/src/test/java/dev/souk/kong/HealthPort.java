package dev.souk.kong;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Says whether services are ready, as each of them does on a port of its own. */
final class HealthPort implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger checks = new AtomicInteger();
  private volatile int status = 200;
  private volatile String text = "ready\ndatabase up\n";

  HealthPort(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            checks.incrementAndGet();
          }
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  void answer(int changed) {
    status = changed;
  }

  void tell(String changed) {
    text = changed;
  }

  /** How often somebody asked. */
  int checks() {
    return checks.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
