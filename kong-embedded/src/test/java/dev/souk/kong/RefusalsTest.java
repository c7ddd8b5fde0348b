package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.auth.v1.Session;
import dev.souk.product.v1.Product;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows 106, 107, 108 and 111: whatever refuses a request, the answer has the API's form. */
class RefusalsTest {
  private static final int MEBIBYTE = 1024 * 1024;

  private static Shop shop;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    shop = new Shop(folder);
    shop.backend.answer(Shop.AUTH_SERVICE + "Login", call -> Session.getDefaultInstance());
    shop.backend.answer(Shop.AUTH_SERVICE + "Register", call -> Session.getDefaultInstance());
    shop.backend.answer(Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/nowhere",
    "/",
    "/v1",
    "/v1/products/a/b/c",
    "/v1/cartoon",
    "/v1/%70roducts%2f",
    "/v1/users/../products"
  })
  void an_unknown_path_is_not_found(String path) {
    assertError(shop.get(path), 404, "NOT_FOUND", "ROUTE_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource({"/v1/products/%ff", "/v1/%ff"})
  void a_path_that_is_no_text_is_not_found(String path) {
    assertError(shop.get(path), 404, "NOT_FOUND", "ROUTE_NOT_FOUND");
  }

  @Test
  void another_spelling_of_a_path_takes_the_same_route() {
    assertThat(shop.get("/v1/%70roducts/prd_1").statusCode()).isEqualTo(200);

    HttpResponse<String> register =
        shop.send(
            shop.request("/v1/auth/%72egister")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

    assertThat(register.headers().firstValue("ratelimit-limit")).contains("300");
  }

  @Test
  void a_wrong_method_is_told_which_are_right() {
    HttpResponse<String> response =
        shop.send(shop.request("/v1/products:bySku").PUT(BodyPublishers.noBody()));

    assertError(response, 405, "UNIMPLEMENTED", "METHOD_NOT_ALLOWED");
    assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
  }

  @Test
  void a_plain_options_request_is_told_the_methods_too() {
    HttpResponse<String> response =
        shop.send(shop.request("/v1/products:bySku").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
  }

  @Test
  void a_body_with_an_announced_length_above_the_limit_is_refused() {
    HttpResponse<String> response = login(BodyPublishers.ofByteArray(new byte[2 * MEBIBYTE]));

    assertError(response, 413, "INVALID_ARGUMENT", "PAYLOAD_TOO_LARGE");
  }

  @Test
  void a_chunked_body_above_the_limit_is_refused() {
    HttpResponse<String> response =
        login(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[2 * MEBIBYTE])));

    assertError(response, 413, "INVALID_ARGUMENT", "PAYLOAD_TOO_LARGE");
  }

  @Test
  void a_chunked_body_is_read_like_another() {
    byte[] json =
        "{\"email\":\"a@example.com\",\"password\":\"correct horse\"}"
            .getBytes(StandardCharsets.UTF_8);

    HttpResponse<String> response =
        register(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json)));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  @Test
  void what_a_service_refuses_becomes_json() {
    shop.backend.answer(
        Shop.PRODUCT_SERVICE + "GetProductBySku",
        call -> {
          throw Status.NOT_FOUND.withDescription("No product has the SKU ä%.").asRuntimeException();
        });

    HttpResponse<String> response = shop.get("/v1/products:bySku?sku=X");

    assertError(response, 404, "NOT_FOUND", "RESOURCE_NOT_FOUND");
  }

  @Test
  void what_a_service_does_not_know_is_an_error_and_no_success() {
    shop.backend.answer(
        Shop.PRODUCT_SERVICE + "ListProducts",
        call -> {
          throw new IllegalStateException("a secret of the service");
        });

    HttpResponse<String> response = shop.get("/v1/products");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("\"status\":\"UNKNOWN\"").doesNotContain("secret");
  }

  @Test
  void a_head_request_is_answered_without_a_body() {
    HttpResponse<String> get = shop.get("/v1/products/prd_1");
    HttpResponse<String> head =
        shop.send(shop.request("/v1/products/prd_1").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("content-type"))
        .isEqualTo(get.headers().firstValue("content-type"));
  }

  @Test
  void a_preflight_of_a_known_origin_is_answered_and_of_another_one_allows_nothing() {
    HttpResponse<String> known = preflight("http://localhost:3000");
    HttpResponse<String> other = preflight("https://evil.example");

    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.headers().firstValue("access-control-allow-origin"))
        .contains("http://localhost:3000");
    assertThat(known.headers().firstValue("access-control-allow-credentials")).contains("true");
    assertThat(known.headers().firstValue("access-control-allow-methods").orElse(""))
        .contains("PATCH");
    assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  @Test
  void a_refusal_has_its_cors_headers_too() {
    HttpResponse<String> response =
        shop.send(shop.request("/v1/users/me").header("origin", "http://localhost:3000"));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("access-control-allow-origin"))
        .contains("http://localhost:3000");
    assertThat(response.headers().firstValue("vary")).contains("Origin");
  }

  @Test
  void the_twenty_first_login_within_a_minute_is_refused_from_one_address() {
    HttpResponse<String> last = null;
    int refused = 0;
    for (int i = 0; i < 45; i++) {
      last = login(BodyPublishers.ofString("{\"email\":\"a@example.com\",\"password\":\"x\"}"));
      refused += last.statusCode() == 429 ? 1 : 0;
    }

    // A new window may start in between.
    assertThat(refused).isBetween(5, 25);
    assertError(last, 429, "RESOURCE_EXHAUSTED", "RATE_LIMITED");
    assertThat(last.headers().firstValue("retry-after").orElseThrow()).matches("[1-9][0-9]?");
    assertThat(last.headers().firstValue("ratelimit-remaining")).contains("0");
    assertThat(last.headers().firstValue("x-ratelimit-limit-minute")).contains("20");
  }

  @Test
  void other_routes_have_the_large_limit() {
    HttpResponse<String> response = shop.get("/v1/products/prd_1");

    assertThat(response.headers().firstValue("ratelimit-limit")).contains("6000");
  }

  @Test
  void users_are_counted_for_themselves() {
    String remaining =
        shop.get("/v1/products/prd_1", shop.issuer.token("usr_fresh"))
            .headers()
            .firstValue("ratelimit-remaining")
            .get();

    assertThat(remaining).isEqualTo("5999");
  }

  @Test
  void a_service_that_does_not_answer_in_time_is_a_timeout() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    shop.backend.answer(
        Shop.PRODUCT_SERVICE + "ListCategories",
        call -> {
          try {
            assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw Status.CANCELLED.asRuntimeException();
        });

    HttpResponse<String> response = shop.get("/v1/categories");
    end.countDown();

    assertError(response, 504, "DEADLINE_EXCEEDED", "DEADLINE_PASSED");
  }

  @Test
  void nothing_tells_which_software_answers() {
    HttpResponse<String> response = shop.get("/v1/products/prd_1");

    assertThat(response.headers().firstValue("server")).isEmpty();
    assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("grpc-"));
  }

  @Test
  void no_request_is_left_behind_in_lua() {
    shop.get("/v1/products/prd_1");
    shop.get("/nowhere");

    // The client has its answer before the log phase ran.
    await().atMost(Duration.ofSeconds(20)).until(() -> shop.kong.openRequests() == 0);
  }

  @Test
  void requests_are_counted_for_prometheus() {
    shop.get("/v1/products/prd_1");
    shop.get("/nowhere");

    // Behind the answer, and with labels in any order.
    await()
        .untilAsserted(() ->
            assertThat(metrics())
                .containsPattern(
                    "kong_http_requests_total\\{(?=[^}]*code=\"200\")(?=[^}]*source=\"service\")[^}]*service=\"product-service\"[^}]*} [1-9]")
                .containsPattern(
                    "kong_http_requests_total\\{(?=[^}]*code=\"404\")[^}]*source=\"kong\"")
                .contains("kong_request_latency_ms_bucket"));
  }

  private static String metrics() throws Exception {
    return shop.http
        .send(
            java.net.http.HttpRequest.newBuilder(
                    java.net.URI.create("http://127.0.0.1:" + shop.kong.statusPort() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static HttpResponse<String> preflight(String origin) {
    return shop.send(
        shop.request("/v1/users/me")
            .header("origin", origin)
            .header("access-control-request-method", "GET")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  private static HttpResponse<String> login(java.net.http.HttpRequest.BodyPublisher body) {
    return shop.send(
        shop.request("/v1/auth/login").header("content-type", "application/json").POST(body));
  }

  private static HttpResponse<String> register(java.net.http.HttpRequest.BodyPublisher body) {
    return shop.send(
        shop.request("/v1/auth/register").header("content-type", "application/json").POST(body));
  }

  private static void assertError(
      HttpResponse<String> response, int status, String name, String reason) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body())
        .contains(
            "\"code\":" + status, "\"status\":\"" + name + "\"", "\"reason\":\"" + reason + "\"");
    assertThat(response.body())
        .contains(response.headers().firstValue("x-request-id").orElseThrow());
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
  }
}
