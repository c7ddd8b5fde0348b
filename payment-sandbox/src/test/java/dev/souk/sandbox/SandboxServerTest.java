package dev.souk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.souk.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider through its port, as shops and buyers call it. */
class SandboxServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LATE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static EmbeddedPostgres postgres;
  private static SandboxServer server;
  private static HttpClient http;

  private final String key = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.start(folder, 0);
    Map<String, String> env = new HashMap<>(postgres.settings("books"));
    env.put("SOUK_BIND_ADDRESS", "127.0.0.1");
    env.put("SOUK_HTTP_PORT", "0");
    env.put("SOUK_SANDBOX_LATE", LATE.toString());
    env.put("SOUK_SANDBOX_PUBLIC_URL", "https://bank.example");
    server = SandboxServer.start(env);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.close();
    postgres.close();
  }

  @Test
  void an_amount_is_held_taken_in_part_and_paid_back() throws Exception {
    String id = approved(authorize(key, "tok_success"));
    assertThat(approved(post("/v1/payments/" + id + "/capture", key + "c", money(1500))))
        .isEqualTo(id);
    approved(post("/v1/payments/" + id + "/refunds", key + "r1", money(500)));
    refused(post("/v1/payments/" + id + "/refunds", key + "r2", money(1001)), "more_than_captured");
    refused(post("/v1/payments/" + id + "/void", key + "v", "{}"), "already_captured");
    refused(post("/v1/payments/" + id + "/capture", key + "c2", money(1)), "not_authorized");

    JsonNode payment = json(get("/v1/payments/" + id));
    assertThat(payment.path("status").asText()).isEqualTo("authorized");
    assertThat(payment.path("amount").asLong()).isEqualTo(1999);
    assertThat(payment.path("captured").asLong()).isEqualTo(1500);
    assertThat(payment.path("refunded").asLong()).isEqualTo(500);
  }

  @Test
  void a_key_is_handled_once() throws Exception {
    HttpResponse<String> first = authorize(key, "tok_success");
    HttpResponse<String> again = authorize(key, "tok_success");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(get("/v1/requests/" + key).body()).isEqualTo(first.body());

    String capture = "/v1/payments/" + approved(first) + "/capture";
    post(capture, key + "c", money(1999));
    assertThat(post(capture, key + "c", money(1999)).statusCode()).isEqualTo(200);
    assertThat(post(capture, key + "c", money(1)).statusCode()).isEqualTo(409);
    assertThat(get("/v1/requests/" + key + "x").statusCode()).isEqualTo(404);
  }

  @Test
  void bad_cards_are_refused_and_hold_nothing() throws Exception {
    refused(authorize(key + 1, "tok_declined"), "card_declined");
    refused(authorize(key + 2, "tok_insufficient_funds"), "insufficient_funds");
    refused(get("/v1/requests/" + key + 1), "card_declined");
    HttpResponse<String> unknown = authorize(key, "tok_of_nobody");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(code(unknown)).isEqualTo("token_unknown");
    assertThat(get("/v1/requests/" + key).statusCode()).isEqualTo(404);
  }

  @Test
  void a_late_answer_is_late_and_the_amount_is_held() {
    assertThatThrownBy(() ->
            http.send(
                authorization(key, "tok_timeout").timeout(Duration.ofMillis(300)).build(),
                HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(get("/v1/requests/" + key).statusCode()).isEqualTo(200);
  }

  @Test
  void refunds_of_a_card_that_refuses_them_may_be_asked_for_again() throws Exception {
    String id = approved(authorize(key, "tok_refund_fails"));
    approved(post("/v1/payments/" + id + "/capture", key + "c", money(1999)));
    HttpResponse<String> refund = post("/v1/payments/" + id + "/refunds", key + "r", money(1));
    assertThat(refund.statusCode()).isEqualTo(503);
    assertThat(code(refund)).isEqualTo("refund_not_now");
    assertThat(get("/v1/requests/" + key + "r").statusCode()).isEqualTo(404);
  }

  @Test
  void the_buyer_confirms_once() throws Exception {
    String id = waiting(authorize(key, "tok_3ds"));
    refused(post("/v1/payments/" + id + "/capture", key + "c", money(1999)), "not_authorized");
    assertThat(get("/confirm/" + id).body()).contains("19.99 GBP", "Confirm", "Refuse");

    assertThat(decide(id, "confirm").statusCode()).isEqualTo(200);
    assertThat(decide(id, "confirm").statusCode()).isEqualTo(200);
    assertThat(decide(id, "refuse").statusCode()).isEqualTo(409);
    assertThat(status(id)).isEqualTo("authorized");
    approved(post("/v1/payments/" + id + "/capture", key + "d", money(1999)));
  }

  @Test
  void the_buyer_refuses() throws Exception {
    String id = waiting(authorize(key, "tok_3ds"));
    assertThat(decide(id, "whatever").statusCode()).isEqualTo(409);
    assertThat(decide(id, "refuse").statusCode()).isEqualTo(200);
    assertThat(decide(id, "confirm").statusCode()).isEqualTo(409);
    assertThat(status(id)).isEqualTo("refused");
    refused(post("/v1/payments/" + id + "/capture", key + "c", money(1999)), "not_authorized");
  }

  @Test
  void what_was_given_up_cannot_be_confirmed() throws Exception {
    String id = waiting(authorize(key, "tok_3ds"));
    approved(post("/v1/payments/" + id + "/void", key + "v", "{}"));
    assertThat(decide(id, "confirm").statusCode()).isEqualTo(409);
    assertThat(status(id)).isEqualTo("voided");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"currency\": \"GBP\", \"token\": \"tok_success\"}",
        "{\"currency\": \"GBP\", \"amount\": 0, \"token\": \"tok_success\"}",
        "{\"currency\": \"GBP\", \"amount\": 1.5, \"token\": \"tok_success\"}",
        "{\"currency\": \"GBP\", \"amount\": 99999999999999999999, \"token\": \"tok_success\"}",
        "{\"currency\": \"GBQ\", \"amount\": 1, \"token\": \"tok_success\"}",
        "{\"currency\": \"GBP\", \"amount\": 1, \"token\": 7}",
      })
  void bad_input_is_refused(String body) {
    HttpResponse<String> response = post("/v1/payments", key, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(get("/v1/requests/" + key).statusCode()).isEqualTo(404);
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThat(get("/v1/payments/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/v1/payments/%00").statusCode()).isEqualTo(404);
    assertThat(get("/confirm/nothing").statusCode()).isEqualTo(404);
    assertThat(post("/v1/payments/nothing/capture", key, money(1)).statusCode()).isEqualTo(404);
    assertThat(post("/v1/payments/x/y/z", key, "{}").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/v1/payments").statusCode()).isEqualTo(405);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(send(request("/v1/payments").POST(text(money(1)))).statusCode()).isEqualTo(400);
    assertThat(post("/v1/payments", key, " ".repeat(70_000)).statusCode()).isEqualTo(413);
  }

  private HttpResponse<String> authorize(String idempotencyKey, String token) {
    return send(authorization(idempotencyKey, token));
  }

  private static HttpRequest.Builder authorization(String idempotencyKey, String token) {
    return request("/v1/payments")
        .header("Idempotency-Key", idempotencyKey)
        .POST(
            text("{\"currency\": \"GBP\", \"amount\": 1999, \"token\": \"%s\"}".formatted(token)));
  }

  private static HttpResponse<String> decide(String id, String decision) {
    return send(request("/confirm/" + id).POST(text("decision=" + decision)));
  }

  private static HttpResponse<String> post(String path, String idempotencyKey, String body) {
    return send(request(path).header("Idempotency-Key", idempotencyKey).POST(text(body)));
  }

  private static HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.address().resolve(path)).timeout(Duration.ofSeconds(10));
  }

  private static HttpRequest.BodyPublisher text(String body) {
    return HttpRequest.BodyPublishers.ofString(body);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String money(long amount) {
    return "{\"currency\": \"GBP\", \"amount\": %d}".formatted(amount);
  }

  private static String approved(HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(json(response).path("outcome").asText()).isEqualTo("approved");
    return json(response).path("paymentId").asText();
  }

  private static String waiting(HttpResponse<String> response) throws IOException {
    String id = json(response).path("paymentId").asText();
    assertThat(json(response).path("outcome").asText()).isEqualTo("action_required");
    assertThat(json(response).at("/nextAction/url").asText())
        .isEqualTo("https://bank.example/confirm/" + id);
    return id;
  }

  private static void refused(HttpResponse<String> response, String code) throws IOException {
    assertThat(response.statusCode()).isEqualTo(402);
    assertThat(code(response)).isEqualTo(code);
  }

  private static String code(HttpResponse<String> response) throws IOException {
    return json(response).at("/error/code").asText();
  }

  private static String status(String id) throws IOException {
    return json(get("/v1/payments/" + id)).path("status").asText();
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
