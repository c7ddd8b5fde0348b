package dev.souk.kong.lua;

import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Response;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lua side of an exchange: its context in one worker, to which it stays bound until it is
 * closed.
 */
final class LuaRequest {
  private static final Logger LOG = LoggerFactory.getLogger("dev.souk.kong.plugins");

  private final LuaWorker worker;
  private final HostCalls calls;
  private final Exchange exchange;
  private final String id;
  private int seenVersion;
  private boolean seenTrailers;

  private LuaRequest(LuaWorker worker, HostCalls calls, Exchange exchange) {
    this.worker = worker;
    this.calls = calls;
    this.exchange = exchange;
    this.id = worker.nextId();
  }

  static LuaRequest open(LuaWorker worker, HostCalls calls, Exchange exchange) {
    LuaRequest request = new LuaRequest(worker, calls, exchange);
    request.seenVersion = exchange.requestHeadersVersion();
    worker.step(
        Message.of(
                "open",
                request.id,
                exchange.method(),
                exchange.path(),
                exchange.query(),
                exchange.clientAddress())
            .add(exchange.requestHeaders()));
    return request;
  }

  Optional<Response> access(int instance) {
    showRequestHeaders();
    Reply reply = run("access", instance);
    Optional<Response> exit = apply(reply);
    if (reply.kind() == Reply.Kind.ERROR) {
      LOG.error("a plugin failed: {}", reply.text(0));
      return Optional.of(Response.exit(500, "An unexpected error occurred"));
    }
    return exit;
  }

  /** Those that plugins of the host have changed since. */
  private void showRequestHeaders() {
    if (seenVersion != exchange.requestHeadersVersion()) {
      seenVersion = exchange.requestHeadersVersion();
      worker.step(Message.of("request_headers", id).add(exchange.requestHeaders()));
    }
  }

  void headerFilter(int instance) {
    showRequestHeaders();
    Response response = exchange.response();
    worker.step(
        Message.of(
                "response",
                id,
                response.source().name().toLowerCase(Locale.ROOT),
                Integer.toString(response.status()))
            .add(exchange.responseHeaders()));
    applyFilter(run("header_filter", instance));
  }

  byte[] bodyFilter(int instance, byte[] chunk, boolean last) {
    if (last && !seenTrailers) {
      seenTrailers = true;
      worker.step(Message.of("trailers", id).add(exchange.response().trailers()));
    }
    Message message =
        Message.of("body_filter", id, Integer.toString(instance)).add(chunk).add(last ? "1" : "0");
    Reply reply = applyFilter(worker.step(message));
    if (reply.kind() == Reply.Kind.ERROR) {
      throw new IllegalStateException("a body could not be filtered");
    }
    byte[] filtered = reply.values().get(0);
    return filtered == null ? new byte[0] : filtered;
  }

  void log(int instance) {
    applyFilter(worker.step(Message.of("log", id, Integer.toString(instance))));
  }

  void close() {
    worker.step(Message.of("close", id));
  }

  /** Runs a phase to its end, answering what it asks. */
  private Reply run(String phase, int instance) {
    Reply reply = worker.step(Message.of(phase, id, Integer.toString(instance)));
    while (reply.kind() == Reply.Kind.ASK) {
      apply(reply);
      reply = worker.step(answer(reply));
    }
    return reply;
  }

  private Message answer(Reply reply) {
    Message message = Message.of("resume", id);
    try {
      for (byte @Nullable [] value : calls.answer(Optional.of(exchange), Question.from(reply))) {
        message.add(value);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      message.add((String) null).add("interrupted");
    }
    return message;
  }

  private Reply applyFilter(Reply reply) {
    apply(reply);
    if (reply.kind() == Reply.Kind.ERROR) {
      LOG.error("a plugin failed: {}", reply.text(0));
    }
    return reply;
  }

  private Optional<Response> apply(Reply reply) {
    Optional<Response> exit = Optional.empty();
    for (Reply.Change change : reply.changes()) {
      if (change.operation().equals("exit")) {
        exit = Optional.of(Response.exit(Integer.parseInt(change.name()), change.bytes(1)));
      } else {
        apply(change);
      }
    }
    return exit;
  }

  private void apply(Reply.Change change) {
    switch (change.operation()) {
      case "request.set" -> exchange.requestHeaders().set(change.name(), change.value());
      case "request.add" -> exchange.requestHeaders().add(change.name(), change.value());
      case "request.clear" -> exchange.requestHeaders().remove(change.name());
      case "response.set" -> exchange.responseHeaders().set(change.name(), change.value());
      case "response.add" -> exchange.responseHeaders().add(change.name(), change.value());
      case "response.clear" -> exchange.responseHeaders().remove(change.name());
      case "status" -> exchange.status(Integer.parseInt(change.name()));
      case "uri" -> exchange.upstreamPath(change.name());
      case "body" -> exchange.upstreamBody(change.bytes(0));
      case "method" -> {
        // Every call to a gRPC service is a POST.
      }
      case "serialize" -> exchange.logField(change.name(), change.optionalValue());
      case "log" -> LuaLog.write(LOG, change.name(), change.value());
      default -> throw new IllegalStateException("unknown change from Lua: " + change.operation());
    }
  }
}
