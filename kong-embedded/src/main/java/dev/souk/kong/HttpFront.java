package dev.souk.kong;

import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Headers;
import dev.souk.kong.http.RequestBody;
import dev.souk.kong.server.HttpHandler;
import dev.souk.kong.server.ServerRequest;
import dev.souk.kong.server.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Turns what the HTTP server reads into exchanges for the gateway, and back. */
record HttpFront(Gateway gateway, Duration clientPatience, Clock clock) implements HttpHandler {

  @Override
  public void handle(ServerRequest request, Consumer<ServerResponse> respond) {
    Exchange exchange =
        new Exchange(
            request.method(),
            request.path(),
            request.query(),
            Headers.copyOf(request.headers()),
            new RequestBody(request::body, clientPatience, clock),
            request.client().getHostAddress(),
            clock.instant());
    gateway.handle(exchange, body -> respond.accept(responseOf(exchange, body)));
  }

  private static ServerResponse responseOf(Exchange exchange, byte[] body) {
    // Which software answers is nobody's business.
    Headers headers = Headers.copyOf(exchange.responseHeaders()).remove("server");
    return ServerResponse.of(exchange.response().status(), headers, body);
  }

  /** What no plugin sees: it is no request. It has the form of all errors nevertheless. */
  @Override
  public ServerResponse refuse(int status) {
    String reason =
        switch (status) {
          case 414 -> "URI_TOO_LONG";
          case 431 -> "HEADERS_TOO_LARGE";
          default -> "MALFORMED_REQUEST";
        };
    String body =
        """
        {"error":{"code":%d,"status":"INVALID_ARGUMENT","message":"The request is malformed.","details":[{\
        "@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"%s","domain":"souk.dev","metadata":{}}],\
        "requestId":""}}\
        """
            .formatted(status, reason);
    Headers headers = new Headers().add("content-type", "application/json");
    return ServerResponse.of(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
