package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.souk.product.v1.Product;
import dev.souk.user.v1.User;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway writes about requests, tells browsers, and limits. */
class OperationsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path redis;
  private Path kong;

  @BeforeEach
  void make_folders() throws IOException {
    redis = Files.createDirectory(folder.resolve("redis"));
    kong = Files.createDirectory(folder.resolve("kong"));
  }

  @Test
  void row_124_the_access_log_names_request_trace_and_user_and_holds_no_secret()
      throws IOException {
    Path log = folder.resolve("access.log");
    KongFolder.changed(kong, "path: /dev/stdout", "path: " + log);
    try (Shop shop = shop(kong)) {
      String token = shop.issuer.token("usr_1");
      HttpResponse<String> answer =
          shop.send(
              shop.request("/v1/users/me?readMask=secret-in-query")
                  .header("authorization", "Bearer " + token)
                  .header("cookie", "session=secret-in-cookie")
                  .header("x-request-id", "request-1"));

      String line = onlyLine(log);
      JsonNode entry = JSON.readTree(line);
      assertThat(entry.at("/service").asText()).isEqualTo("gateway");
      assertThat(entry.at("/request/method").asText()).isEqualTo("GET");
      assertThat(entry.at("/request/uri").asText()).isEqualTo("/v1/users/me");
      assertThat(entry.at("/response/status").asInt()).isEqualTo(answer.statusCode());
      assertThat(entry.at("/rpc").asText()).isEqualTo(Shop.USER_SERVICE + "GetMe");
      assertThat(entry.at("/request_id").asText()).isEqualTo("request-1");
      assertThat(entry.at("/user_id").asText()).isEqualTo("usr_1");
      assertThat(answer.headers().firstValue("traceparent"))
          .contains(
              "00-%s-%s-00".formatted(entry.at("/traceId").asText(), entry.at("/spanId").asText()));
      assertThat(line).doesNotContain("secret-in", token, token.substring(token.length() - 20));
    }
  }

  @Test
  void row_99_the_access_log_names_the_keys_of_machine_and_app_and_holds_neither()
      throws IOException {
    Path log = folder.resolve("access.log");
    KongFolder.changed(kong, "path: /dev/stdout", "path: " + log);
    String secret = "sk_" + "s".repeat(49);
    String publishable = "pk_" + "p".repeat(49);
    try (Shop shop = shop(kong)) {
      String token =
          shop.issuer.token(
              "key-1",
              "usr_1",
              claims -> claims.withClaim("client_id", "key_a").withClaim("scope", "profile.read"));
      String use = "{\"apiKeyId\":\"%s\",\"sessionId\":\"ses_1\",\"expiresIn\":600%s}";
      shop.issuer.know(secret, () -> use.formatted("key_a", ",\"accessToken\":\"" + token + "\""));
      shop.issuer.know(publishable, () -> use.formatted("key_b", ""));
      shop.send(
          shop.request("/v1/users/me")
              .header("authorization", "Bearer " + secret)
              .header("x-api-key", publishable));

      String line = onlyLine(log);
      JsonNode entry = JSON.readTree(line);
      assertThat(entry.at("/user_id").asText()).isEqualTo("usr_1");
      assertThat(entry.at("/api_key_id").asText()).isEqualTo("key_a");
      assertThat(entry.at("/app_key_id").asText()).isEqualTo("key_b");
      assertThat(line).doesNotContain("sssss", "ppppp", token.substring(token.length() - 20));
    }
  }

  @Test
  void row_124_refusals_are_logged_too() throws IOException {
    Path log = folder.resolve("access.log");
    KongFolder.changed(kong, "path: /dev/stdout", "path: " + log);
    try (Shop shop = shop(kong)) {
      shop.get("/nowhere?token=secret-in-query");

      JsonNode entry = JSON.readTree(onlyLine(log));
      assertThat(entry.at("/response/status").asInt()).isEqualTo(404);
      assertThat(entry.at("/request/uri").asText()).isEqualTo("/nowhere");
      assertThat(entry.at("/request_id").asText()).isNotEmpty();
    }
  }

  @Test
  void row_111_every_answer_tells_browsers_what_not_to_do() throws IOException {
    try (Shop shop = shop(KongFolder.ORIGINAL)) {
      for (String path : new String[] {"/v1/products/prd_1", "/v1/users/me", "/nowhere"}) {
        HttpResponse<String> answer = shop.get(path);
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(answer.headers().firstValue("referrer-policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
            .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
      }
    }
  }

  @Test
  void row_111_what_only_a_user_may_see_is_not_stored() throws IOException {
    try (Shop shop = shop(KongFolder.ORIGINAL)) {
      String token = shop.issuer.token("usr_1");

      assertThat(cacheControl(shop.get("/v1/products/prd_1"))).isEmpty();
      assertThat(cacheControl(shop.get("/v1/products/prd_1", token))).isEqualTo("no-store");
      assertThat(cacheControl(shop.get("/v1/users/me", token))).isEqualTo("no-store");
      assertThat(cacheControl(shop.get("/v1/users/me"))).isEqualTo("no-store");
    }
  }

  @Test
  void row_139_payments_are_limited_by_address_whoever_asks() throws IOException {
    KongFolder.changed(kong, "by_address: 600", "by_address: 3");
    try (Shop shop = shop(kong)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> payment(shop, "usr_many").statusCode() == 429);
      HttpResponse<String> other = payment(shop, "usr_other");

      assertThat(other.statusCode()).isEqualTo(429);
      assertThat(other.body()).contains("\"reason\":\"RATE_LIMITED\"");
      assertThat(Integer.parseInt(other.headers().firstValue("retry-after").orElseThrow()))
          .isBetween(1, 60);
      assertThat(shop.get("/v1/products/prd_1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void row_139_payments_are_limited_by_user() throws IOException {
    KongFolder.changed(kong, "by_user: 120", "by_user: 3");
    try (Shop shop = shop(kong)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> payment(shop, "usr_many").statusCode() == 429);

      assertThat(payment(shop, "usr_other").statusCode()).isNotEqualTo(429);
    }
  }

  @Test
  void row_139_orders_are_limited_where_they_move_money() throws IOException {
    KongFolder.changed(kong, "by_user: 600", "by_user: 3");
    try (Shop shop = shop(kong)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> order(shop, ":cancel", "usr_spender").statusCode() == 429);
      assertThat(order(shop, ":cancel", "usr_spender").headers().firstValue("retry-after"))
          .isPresent();
      assertThat(order(shop, ":confirmPayment", "usr_spender").statusCode()).isEqualTo(429);
      assertThat(order(shop, ":pack", "usr_spender").statusCode()).isNotEqualTo(429);
      assertThat(shop.get("/v1/orders/ord_1", shop.issuer.token("usr_spender")).statusCode())
          .isNotEqualTo(429);
      assertThat(order(shop, ":cancel", "usr_thrifty").statusCode()).isNotEqualTo(429);
    }
  }

  private static HttpResponse<String> order(Shop shop, String verb, String user) {
    return shop.send(
        shop.request("/v1/orders/ord_1" + verb)
            .header("authorization", "Bearer " + shop.issuer.token(user))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  private static HttpResponse<String> payment(Shop shop, String user) {
    return shop.get("/v1/payments/pay_1", shop.issuer.token(user));
  }

  private static String cacheControl(HttpResponse<String> answer) {
    return answer.headers().firstValue("cache-control").orElse("");
  }

  private static String onlyLine(Path log) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Files.exists(log) && Files.readString(log).endsWith("\n"));
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Shop shop(Path files) throws IOException {
    Shop shop = new Shop(redis, options -> options.withFolder(files));
    shop.backend.answer(Shop.USER_SERVICE + "GetMe", call -> User.getDefaultInstance());
    shop.backend.answer(Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
    return shop;
  }
}
