package dev.souk.kit.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector that keeps the spans it is sent by OTLP over HTTP. */
public final class SpanCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final List<String> raw = new CopyOnWriteArrayList<>();

  private SpanCollector(HttpServer server) {
    this.server = server;
  }

  /** Listens on this machine alone; on any free port where it is 0. */
  public static SpanCollector start(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    SpanCollector collector = new SpanCollector(server);
    server.createContext("/v1/traces", collector::take);
    server.start();
    return collector;
  }

  /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} is to be. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Everything that came. */
  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /** What came of one trace. */
  public List<ReceivedSpan> spans(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** The requests as they came, byte by byte, to be searched for what must not be there. */
  public List<String> raw() {
    return List.copyOf(raw);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      raw.add(new String(body, StandardCharsets.ISO_8859_1));
      spans.addAll(ReceivedSpan.readAll(parse(ByteString.copyFrom(body))));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  static UnknownFieldSet parse(ByteString bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
