package dev.souk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.souk.kit.error.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what a request asks for, and answers it whatever happens. */
final class HttpDoor implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final int LARGEST_BODY = 64 * 1024;
  private static final int LONGEST_KEY = 255;

  private final PaymentsApi payments;
  private final ConfirmationPage confirmations;
  private final Supplier<Boolean> ready;

  HttpDoor(PaymentsApi payments, ConfirmationPage confirmations, Supplier<Boolean> ready) {
    this.payments = payments;
    this.confirmations = confirmations;
    this.ready = ready;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try {
      if (path.chars().anyMatch(Character::isISOControl)) {
        throw notFound();
      }
      return route(exchange, List.of(path.substring(1).split("/", -1)));
    } catch (Problem e) {
      return Reply.error(e.status(), e.code(), e.getMessage());
    } catch (ApiException e) {
      return Reply.error(503, "unavailable", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), path, e);
      return Reply.error(500, "internal_error", "Something went wrong.");
    }
  }

  private Reply route(HttpExchange exchange, List<String> path) throws IOException {
    String area = String.join("/", path.subList(0, Math.min(2, path.size())));
    if (area.equals("v1/payments") && path.size() <= 4) {
      return payments(exchange, path.subList(2, path.size()));
    }
    if (area.equals("v1/requests") && path.size() == 3) {
      require(exchange, "GET");
      return payments.request(path.get(2));
    }
    if (area.equals("health/ready") && path.size() == 2) {
      require(exchange, "GET");
      return Reply.json(ready.get() ? 200 : 503, Map.of("ready", ready.get()));
    }
    if (path.getFirst().equals("confirm") && path.size() == 2) {
      return exchange.getRequestMethod().equals("POST")
          ? confirmations.decide(path.get(1), body(exchange))
          : confirmations.show(path.get(1));
    }
    throw notFound();
  }

  private static Problem notFound() {
    return new Problem(404, "not_found", "there is nothing here");
  }

  private Reply payments(HttpExchange exchange, List<String> path) throws IOException {
    if (path.size() == 1) {
      require(exchange, "GET");
      return payments.payment(path.getFirst());
    }
    require(exchange, "POST");
    String key = key(exchange);
    Body body = Body.read(body(exchange));
    return path.isEmpty()
        ? payments.authorize(key, body)
        : payments.operate(path.get(0), path.get(1), key, body);
  }

  private static void require(HttpExchange exchange, String method) {
    if (!exchange.getRequestMethod().equals(method)) {
      exchange.getResponseHeaders().set("Allow", method);
      throw new Problem(405, "method_not_allowed", "the method must be " + method);
    }
  }

  private static String key(HttpExchange exchange) {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
      throw Problem.badRequest("Idempotency-Key must have 1 to 255 characters");
    }
    return key;
  }

  private static String body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      throw new Problem(413, "too_large", "the body is too large");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
