package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import dev.souk.auth.v1.IssueTokenRequest;
import dev.souk.auth.v1.IssueTokenResponse;
import dev.souk.cart.v1.Cart;
import dev.souk.product.v1.Product;
import dev.souk.user.v1.User;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Rows 15 and 99: API keys and the token endpoint at the gateway. */
class MachinesTest {
  private static final String OAUTH = "souk.auth.v1.OAuthService/IssueToken";
  private static final AtomicInteger number = new AtomicInteger(100_000);
  private static Shop shop;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    shop = new Shop(folder);
    shop.backend.answer(
        Shop.USER_SERVICE + "GetMe", call -> User.newBuilder().setUserId("usr_1").build());
    shop.backend.answer(Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
    shop.backend.answer("souk.cart.v1.CartService/GetCart", call -> Cart.getDefaultInstance());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @AfterEach
  void authServiceWorksAgain() {
    shop.issuer.keysAreAway(false);
  }

  private static String newKey(String prefix) {
    return prefix + "_" + "Ab3".repeat(14) + "x" + number.incrementAndGet();
  }

  private static String use(String session, String scope, int seconds) {
    String token =
        shop.issuer.token(
            "key-1",
            "usr_1",
            claims ->
                claims
                    .withClaim("client_id", "key_1")
                    .withClaim("scope", scope)
                    .withClaim("sid", session),
            "ROLE_CUSTOMER");
    return "{\"apiKeyId\":\"key_1\",\"sessionId\":\"%s\",\"accessToken\":\"%s\",\"expiresIn\":%d}"
        .formatted(session, token, seconds);
  }

  private static void revoke(String session) {
    try (RedisClient redis = shop.redisClient()) {
      redis.set("souk:revoked:" + session, "1");
    }
  }

  private static HttpResponse<String> withApp(String path, String key) {
    return shop.send(shop.request(path).header("x-api-key", key));
  }

  @Test
  void a_secret_key_is_a_token_and_services_see_that_alone() {
    String key = newKey("sk");
    shop.issuer.know(key, () -> use("ses_a", "profile.read", 600));

    assertThat(shop.get("/v1/users/me", key).statusCode()).isEqualTo(200);
    Backend.Call call = shop.backend.lastCall();
    assertThat(call.header("authorization").orElseThrow()).startsWith("Bearer eyJ");
    assertThat(call.header("x-user-id")).contains("usr_1");
    assertThat(call.header("x-session-id")).contains("ses_a");
    assertThat(call.metadata().toString()).doesNotContain(key);

    HttpResponse<String> refused = shop.get("/v1/auth/sessions", key);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("SCOPE_REQUIRED");
  }

  @Test
  void auth_service_is_asked_about_a_key_once_in_each_worker() throws Exception {
    String key = newKey("sk");
    shop.issuer.know(key, () -> use("ses_b", "profile.read", 600));
    int before = shop.issuer.uses();

    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, 40)
            .mapToObj(i ->
                shop.http.sendAsync(
                    shop.request("/v1/users/me").header("authorization", "Bearer " + key).build(),
                    BodyHandlers.ofString()))
            .toList();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    assertThat(shop.issuer.uses() - before)
        .isBetween(1, Runtime.getRuntime().availableProcessors() + 1);
  }

  @Test
  void a_deleted_key_stops_working_on_the_very_next_request() {
    String key = newKey("sk");
    shop.issuer.know(key, () -> use("ses_c", "profile.read", 600));
    for (int i = 0; i < 8; i++) {
      assertThat(shop.get("/v1/users/me", key).statusCode()).isEqualTo(200);
    }
    shop.issuer.forget(key);
    revoke("ses_c");

    for (int i = 0; i < 8; i++) {
      HttpResponse<String> refused = shop.get("/v1/users/me", key);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("TOKEN_INVALID");
    }
  }

  @Test
  void a_key_whose_session_was_ended_goes_on_in_the_next_one() {
    String key = newKey("sk");
    shop.issuer.know(key, () -> use("ses_d", "profile.read", 600));
    assertThat(shop.get("/v1/users/me", key).statusCode()).isEqualTo(200);
    shop.issuer.know(key, () -> use("ses_e", "profile.read", 600));
    revoke("ses_d");

    for (int i = 0; i < 8; i++) {
      assertThat(shop.get("/v1/users/me", key).statusCode()).isEqualTo(200);
      assertThat(shop.backend.lastCall().header("x-session-id")).contains("ses_e");
    }
    revoke("ses_e");
    HttpResponse<String> refused = shop.get("/v1/users/me", key);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("TOKEN_REVOKED");
  }

  @Test
  void a_token_that_auth_service_did_not_sign_is_no_use_of_a_key() {
    String key = newKey("sk");
    shop.issuer.know(
        key,
        () ->
            "{\"apiKeyId\":\"key_1\",\"sessionId\":\"ses\",\"accessToken\":\"a.b.c\","
                + "\"expiresIn\":600}");
    HttpResponse<String> refused = shop.get("/v1/users/me", key);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("TOKEN_INVALID");
  }

  @Test
  void while_auth_service_is_away_an_unknown_key_is_not_called_bad() {
    String known = newKey("sk");
    shop.issuer.know(known, () -> use("ses_f", "profile.read", 600));
    for (int i = 0; i < 8; i++) {
      assertThat(shop.get("/v1/users/me", known).statusCode()).isEqualTo(200);
    }
    shop.issuer.keysAreAway(true);
    String unknown = newKey("sk");

    assertThat(shop.get("/v1/users/me", known).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = shop.get("/v1/users/me", unknown);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("DEPENDENCY_UNAVAILABLE");
    assertThat(shop.get("/v1/products/prd_1", unknown).statusCode()).isEqualTo(200);

    shop.issuer.keysAreAway(false);
    shop.issuer.know(unknown, () -> use("ses_g", "profile.read", 600));
    assertThat(shop.get("/v1/users/me", unknown).statusCode()).isEqualTo(200);
  }

  @Test
  void a_flood_of_bad_keys_does_not_reach_auth_service() throws IOException {
    // A gateway of its own: what it learns about this address must not disturb other tests.
    Path folder = java.nio.file.Files.createTempDirectory("flood");
    try (Shop flooded = new Shop(folder)) {
      int limited = 0;
      for (int i = 0; i < 200; i++) {
        HttpResponse<String> refused = flooded.get("/v1/users/me", newKey("sk"));
        assertThat(refused.statusCode()).isIn(401, 429);
        limited += refused.statusCode() == 429 ? 1 : 0;
      }
      assertThat(limited).isPositive();
      assertThat(flooded.issuer.uses())
          .isLessThanOrEqualTo(20 * (Runtime.getRuntime().availableProcessors() + 1));
    }
  }

  @Test
  void a_publishable_key_names_the_app_and_gives_no_right() {
    String key = newKey("pk");
    shop.issuer.know(
        key, () -> "{\"apiKeyId\":\"key_2\",\"sessionId\":\"ses_h\",\"expiresIn\":600}");

    assertThat(withApp("/v1/products/prd_1", key).statusCode()).isEqualTo(200);
    assertThat(shop.backend.lastCall().metadata().toString()).doesNotContain(key, "x-api-key");
    HttpResponse<String> guest = withApp("/v1/cart", key);
    assertThat(guest.statusCode()).as(guest.body()).isEqualTo(200);
    HttpResponse<String> nobody = withApp("/v1/users/me", key);
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.body()).contains("TOKEN_MISSING");
    HttpResponse<String> user =
        shop.send(
            shop.request("/v1/users/me")
                .header("x-api-key", key)
                .header("authorization", "Bearer " + shop.issuer.token("usr_1", "ROLE_CUSTOMER")));
    assertThat(user.statusCode()).isEqualTo(200);
    assertThat(shop.get("/v1/users/me", key).body()).contains("TOKEN_INVALID");

    shop.issuer.forget(key);
    revoke("ses_h");
    for (String path : List.of("/v1/products/prd_1", "/v1/cart", "/v1/users/me")) {
      HttpResponse<String> refused = withApp(path, key);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("API_KEY_INVALID");
    }
  }

  @Test
  void what_is_no_publishable_key_is_refused_in_its_place() {
    String secret = newKey("sk");
    shop.issuer.know(secret, () -> use("ses_i", "profile.read", 600));
    for (String wrong : List.of("x", "", newKey("pk"), secret)) {
      assertThat(withApp("/v1/products/prd_1", wrong).body()).contains("API_KEY_INVALID");
    }
    shop.issuer.keysAreAway(true);
    assertThat(withApp("/v1/products/prd_1", newKey("pk")).statusCode()).isEqualTo(503);
  }

  private static HttpRequest.Builder form(String form) {
    return shop.request("/v1/oauth2/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  @Test
  void the_token_endpoint_takes_a_form_and_answers_as_the_rfc_has_it() {
    shop.backend.answer(
        OAUTH,
        call ->
            IssueTokenResponse.newBuilder()
                .setAccessToken("jwt")
                .setTokenType("Bearer")
                .setExpiresIn(600)
                .setScope("orders.read")
                .build());

    HttpResponse<String> answer =
        shop.send(
            form("grant_type=client_credentials&client_id=key_1&client_secret=a%2Bb+c&resource=x")
                .header("authorization", "Basic a2V5XzE6eA=="));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"access_token\":\"jwt\",\"token_type\":\"Bearer\",\"expires_in\":600,"
                + "\"scope\":\"orders.read\"}");
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.headers().firstValue("pragma")).contains("no-cache");
    Backend.Call call = shop.backend.lastCall();
    assertThat(call.message())
        .isEqualTo(
            IssueTokenRequest.newBuilder()
                .setGrantType("client_credentials")
                .setClientId("key_1")
                .setClientSecret("a+b c")
                .build());
    assertThat(call.header("authorization")).contains("Basic a2V5XzE6eA==");
  }

  @Test
  void basic_credentials_go_nowhere_else() {
    shop.send(shop.request("/v1/products/prd_1").header("authorization", "Basic a2V5XzE6eA=="));
    assertThat(shop.backend.lastCall().header("authorization")).isEmpty();
  }

  @Test
  void the_token_endpoint_has_errors_of_its_own() {
    shop.backend.answer(
        OAUTH,
        call -> {
          throw StatusProto.toStatusRuntimeException(
              com.google.rpc.Status.newBuilder()
                  .setCode(16)
                  .setMessage("The client or its secret is not valid.")
                  .addDetails(
                      Any.pack(
                          ErrorInfo.newBuilder()
                              .setReason("INVALID_CLIENT")
                              .setDomain("souk.dev")
                              .build()))
                  .build());
        });

    HttpResponse<String> refused = shop.send(form("grant_type=client_credentials"));

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("www-authenticate")).contains("Basic realm=\"souk\"");
    assertThat(refused.headers().firstValue("cache-control")).contains("no-store");
    assertThat(refused.body())
        .isEqualTo(
            "{\"error\":\"invalid_client\","
                + "\"error_description\":\"The client or its secret is not valid.\"}");

    HttpResponse<String> json = shop.post("/v1/oauth2/token", "{}");
    assertThat(json.statusCode()).isEqualTo(400);
    assertThat(json.body()).startsWith("{\"error\":\"invalid_request\",");
    HttpResponse<String> large = shop.send(form("scope=" + "x".repeat(1_100_000)));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).startsWith("{\"error\":\"invalid_request\",");
  }
}
