package dev.souk.payment.stripe;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Answers as Stripe's API does, as far as payments need it: form-encoded requests, objects and
 * errors as JSON, keys that answer the same again, intents that allow what their state allows.
 */
final class FakeStripe implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> DECLINES =
      Map.of(
          "pm_card_chargeDeclined", "generic_decline",
          "pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds");

  /** What goes wrong with a request. */
  enum Fault {
    /** It is lost on the way. */
    LOST_BEFORE,
    /** It is done, and the answer lost. */
    LOST_AFTER,
    /** Too many requests. */
    RATE_LIMITED,
    /** Another request with the key is under way. */
    KEY_IN_USE,
    /** Nobody knows whether it was done. */
    SERVER_ERROR
  }

  private record Reply(int status, Map<String, Object> body) {}

  private record Handled(String request, Reply reply) {}

  private final String name;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Map<String, Object>> intents = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> refunds = new LinkedHashMap<>();
  private final Map<String, Handled> keys = new LinkedHashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();

  /** Answers with ids that contain the name, since no two accounts' are the same. */
  FakeStripe(String name) throws IOException {
    this.name = name;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized void next(Fault fault) {
    faults.add(fault);
  }

  /** As after 24 hours. */
  synchronized void forgetKeys() {
    keys.clear();
  }

  /** Requests so far, as method and path. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Intents that hold or took money. */
  synchronized List<Map<String, Object>> charged() {
    return intents.values().stream()
        .filter(i -> List.of("requires_capture", "succeeded").contains(i.get("status")))
        .toList();
  }

  synchronized Map<String, Object> intent(String id) {
    return Map.copyOf(withoutNulls(intents.get(id)));
  }

  synchronized long refunded() {
    return refunds.values().stream().mapToLong(r -> (Long) r.get("amount")).sum();
  }

  /** The buyer confirms at their bank. */
  synchronized void buyerConfirms(String id) {
    hold(intents.get(id));
  }

  /** The buyer, or their bank, does not. */
  synchronized void buyerFails(String id) {
    Map<String, Object> intent = intents.get(id);
    intent.put("status", "requires_payment_method");
    intent.put("next_action", null);
    intent.put(
        "last_payment_error",
        Map.of("type", "card_error", "code", "payment_intent_authentication_failure"));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Reply reply = reply(exchange, body);
      if (reply == null) {
        return; // the connection ends without an answer
      }
      byte[] bytes = JSON.writeValueAsBytes(reply.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Request-Id", "req_test");
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized @Nullable Reply reply(HttpExchange exchange, String body) {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    if (!"Bearer test-key".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return error(401, "invalid_request_error", "", "Invalid API Key provided", "");
    }
    Fault fault = exchange.getRequestMethod().equals("POST") ? faults.poll() : null;
    if (fault == Fault.LOST_BEFORE) {
      return null;
    }
    if (fault == Fault.RATE_LIMITED) {
      return error(429, "invalid_request_error", "rate_limit", "Too many requests", "");
    }
    if (fault == Fault.KEY_IN_USE) {
      return error(409, "idempotency_error", "idempotency_key_in_use", "In progress", "");
    }
    Reply reply = once(exchange, path, body);
    return switch (fault) {
      case LOST_AFTER -> null;
      case SERVER_ERROR -> error(500, "api_error", "", "Something went wrong", "");
      case null, default -> reply;
    };
  }

  private Reply once(HttpExchange exchange, String path, String body) {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (exchange.getRequestMethod().equals("GET")) {
      return get(
          path, form(Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "")));
    }
    if (key == null) {
      throw new AssertionError("no Idempotency-Key on " + path);
    }
    Handled earlier = keys.get(key);
    if (earlier != null) {
      return earlier.request().equals(path + body)
          ? earlier.reply()
          : error(400, "idempotency_error", "", "Keys can only be used with the same params", "");
    }
    Reply reply = post(List.of(path.split("/", -1)), form(body));
    keys.put(key, new Handled(path + body, reply));
    return reply;
  }

  private Reply get(String path, Map<String, String> query) {
    List<String> parts = List.of(path.split("/", -1));
    if (path.equals("/v1/payment_intents/search")) {
      return list(
          intents.values().stream().filter(i -> query.get("query").equals(searchOf(i))).toList(),
          "search_result");
    }
    if (path.equals("/v1/refunds")) {
      return list(
          refunds.values().stream()
              .filter(r -> r.get("payment_intent").equals(query.get("payment_intent")))
              .toList(),
          "list");
    }
    Map<String, Object> intent = intents.get(parts.getLast());
    return intent == null ? missing("intent") : ok(intent);
  }

  private static String searchOf(Map<String, Object> intent) {
    return "metadata['operation']:'" + ((Map<?, ?>) intent.get("metadata")).get("operation") + "'";
  }

  private Reply post(List<String> path, Map<String, String> form) {
    if (path.equals(List.of("", "v1", "payment_intents"))) {
      return open(form);
    }
    if (path.equals(List.of("", "v1", "refunds"))) {
      return refund(form);
    }
    Map<String, Object> intent = intents.get(path.get(3));
    if (intent == null) {
      return missing("intent");
    }
    return switch (path.get(4)) {
      case "confirm" -> confirm(intent, form);
      case "capture" -> capture(intent, form);
      case "cancel" -> cancel(intent);
      default -> throw new AssertionError(path);
    };
  }

  private Reply open(Map<String, String> form) {
    if (!"manual".equals(form.get("capture_method"))) {
      throw new AssertionError("would be taken at once: " + form);
    }
    String id = "pi_" + name + "_" + (intents.size() + 1);
    Map<String, Object> intent = new TreeMap<>();
    intent.put("id", id);
    intent.put("object", "payment_intent");
    intent.put("amount", Long.valueOf(form.get("amount")));
    intent.put("amount_capturable", 0L);
    intent.put("amount_received", 0L);
    intent.put("capture_method", "manual");
    intent.put("client_secret", id + "_secret_x");
    intent.put("currency", form.get("currency"));
    intent.put("last_payment_error", null);
    intent.put("metadata", Map.of("operation", form.get("metadata[operation]")));
    intent.put("next_action", null);
    intent.put("status", "requires_payment_method");
    intents.put(id, intent);
    return ok(intent);
  }

  private Reply confirm(Map<String, Object> intent, Map<String, String> form) {
    String card = form.get("payment_method");
    if (!intent.get("status").equals("requires_payment_method")) {
      return unexpectedState(intent);
    }
    if (DECLINES.containsKey(card)) {
      Map<String, Object> problem = new LinkedHashMap<>();
      problem.put("type", "card_error");
      problem.put("code", "card_declined");
      problem.put("decline_code", DECLINES.get(card));
      problem.put("message", "Your card was declined.");
      intent.put("last_payment_error", Map.copyOf(problem));
      problem.put("payment_intent", intent);
      return new Reply(402, Map.of("error", problem));
    }
    switch (card) {
      case "pm_card_visa" -> hold(intent);
      case "pm_card_authenticationRequired" -> {
        intent.put("status", "requires_action");
        intent.put(
            "next_action",
            form.containsKey("return_url")
                ? Map.of(
                    "type",
                    "redirect_to_url",
                    "redirect_to_url",
                    Map.of("url", "https://bank.example", "return_url", form.get("return_url")))
                : Map.of("type", "use_stripe_sdk", "use_stripe_sdk", Map.of()));
      }
      default -> {
        return error(
            400,
            "invalid_request_error",
            "resource_missing",
            "No such PaymentMethod: '" + card + "'",
            "payment_method");
      }
    }
    return ok(intent);
  }

  private static void hold(Map<String, Object> intent) {
    intent.put("status", "requires_capture");
    intent.put("next_action", null);
    intent.put("amount_capturable", intent.get("amount"));
  }

  private Reply capture(Map<String, Object> intent, Map<String, String> form) {
    if (!intent.get("status").equals("requires_capture")) {
      return unexpectedState(intent);
    }
    intent.put("status", "succeeded");
    intent.put("amount_capturable", 0L);
    intent.put("amount_received", Long.valueOf(form.get("amount_to_capture")));
    return ok(intent);
  }

  private Reply cancel(Map<String, Object> intent) {
    if (List.of("succeeded", "canceled").contains(intent.get("status"))) {
      return unexpectedState(intent);
    }
    intent.put("status", "canceled");
    intent.put("amount_capturable", 0L);
    return ok(intent);
  }

  private Reply refund(Map<String, String> form) {
    Map<String, Object> intent = intents.get(form.get("payment_intent"));
    long amount = Long.parseLong(form.get("amount"));
    long before =
        refunds.values().stream()
            .filter(r -> r.get("payment_intent").equals(intent.get("id")))
            .mapToLong(r -> (Long) r.get("amount"))
            .sum();
    long received = (Long) intent.get("amount_received");
    if (before + amount > received) {
      return error(400, "invalid_request_error", "charge_already_refunded", "Already refunded", "");
    }
    String id = "re_" + name + "_" + (refunds.size() + 1);
    Map<String, Object> refund =
        Map.of(
            "id",
            id,
            "object",
            "refund",
            "amount",
            amount,
            "currency",
            intent.get("currency"),
            "metadata",
            Map.of("operation", form.get("metadata[operation]")),
            "payment_intent",
            intent.get("id"),
            "status",
            "succeeded");
    refunds.put(id, refund);
    return ok(refund);
  }

  private static Reply ok(Map<String, Object> object) {
    return new Reply(200, new TreeMap<>(object));
  }

  private static Reply list(List<Map<String, Object>> data, String object) {
    return new Reply(
        200, Map.of("object", object, "data", data, "has_more", false, "url", "/v1/none"));
  }

  private static Reply missing(String param) {
    return error(404, "invalid_request_error", "resource_missing", "No such object", param);
  }

  private static Reply unexpectedState(Map<String, Object> intent) {
    return error(
        400,
        "invalid_request_error",
        "payment_intent_unexpected_state",
        "This PaymentIntent has a status of " + intent.get("status"),
        "");
  }

  private static Reply error(int status, String type, String code, String message, String param) {
    Map<String, Object> error = new LinkedHashMap<>(Map.of("type", type, "message", message));
    if (!code.isEmpty()) {
      error.put("code", code);
    }
    if (!param.isEmpty()) {
      error.put("param", param);
    }
    return new Reply(status, Map.of("error", error));
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2) {
        form.put(decoded(parts[0]), decoded(parts[1]));
      }
    }
    return form;
  }

  private static Map<String, Object> withoutNulls(Map<String, Object> object) {
    Map<String, Object> copy = new TreeMap<>(object);
    copy.values().removeIf(Objects::isNull);
    return copy;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
