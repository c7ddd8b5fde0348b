package dev.souk.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as it is told to, and notes what it is asked. */
final class FakeGateway implements AutoCloseable {
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final String address;

  private FakeGateway(HttpServer server) {
    this.server = server;
    this.address = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  static FakeGateway start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeGateway gateway = new FakeGateway(server);
      server.createContext("/", gateway::handle);
      server.start();
      return gateway;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is, or was. */
  String address() {
    return address;
  }

  /** From now on answers a method and path, such as {@code GET /v1/status}; all else is 404. */
  void answer(String call, String body) {
    answers.put(call, body);
  }

  /** From now on answers it with 404 again. */
  void forget(String call) {
    answers.remove(call);
  }

  /** Methods and paths of what it was asked, in that order. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      calls.add(call);
      exchange.getRequestBody().readAllBytes();
      String known = answers.get(call);
      byte[] body = (known == null ? "{}" : known).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known == null ? 404 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
