package dev.souk.kong;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Says whether services are ready, as each of them does on a port of its own. */
final class HealthPort implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger checks = new AtomicInteger();
  private volatile int status = 200;

  HealthPort(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/health/ready",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(status, -1);
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

  /** How often somebody asked. */
  int checks() {
    return checks.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
