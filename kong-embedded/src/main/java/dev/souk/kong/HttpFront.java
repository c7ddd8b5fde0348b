package dev.souk.kong;

import dev.souk.kong.http.Exchange;
import dev.souk.kong.http.Headers;
import dev.souk.kong.http.RequestBody;
import dev.souk.kong.server.HttpHandler;
import dev.souk.kong.server.ServerRequest;
import dev.souk.kong.server.ServerResponse;
import java.io.InputStream;
import java.net.InetAddress;
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

  @Override
  public ServerResponse refuse(int status, InetAddress client) {
    RequestBody none = new RequestBody(InputStream::nullInputStream, clientPatience, clock);
    Exchange exchange =
        new Exchange("GET", "/", "", new Headers(), none, client.getHostAddress(), clock.instant());
    return responseOf(exchange, gateway.refuse(exchange, status));
  }
}
