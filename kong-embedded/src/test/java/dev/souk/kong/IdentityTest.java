package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import dev.souk.auth.v1.Session;
import dev.souk.product.v1.Product;
import dev.souk.user.v1.User;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/**
 * Rows 9, 102, 103 and 109: who calls, as services are told, and what is refused at the gateway.
 */
class IdentityTest {
  private static Shop shop;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    shop = new Shop(folder);
    shop.backend.answer(
        Shop.USER_SERVICE + "GetMe", call -> User.newBuilder().setUserId("usr_1").build());
    shop.backend.answer(Shop.PRODUCT_SERVICE + "GetProduct", call -> Product.getDefaultInstance());
    shop.backend.answer(
        Shop.PRODUCT_SERVICE + "CreateProduct", call -> Product.getDefaultInstance());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void a_valid_token_becomes_metadata_and_is_passed_on() {
    String token = shop.issuer.token("usr_1", "ROLE_CUSTOMER", "ROLE_SELLER");

    HttpResponse<String> response = shop.get("/v1/users/me", token);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Backend.Call call = shop.backend.lastCall();
    assertThat(call.header("x-user-id")).contains("usr_1");
    assertThat(call.header("x-user-email")).contains("usr_1@example.com");
    assertThat(call.header("x-user-roles")).contains("ROLE_CUSTOMER,ROLE_SELLER");
    assertThat(call.header("x-session-id")).contains("ses_of_usr_1");
    assertThat(call.header("authorization")).contains("Bearer " + token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-user-id",
        "X-User-Id",
        "x-user-roles",
        "x-user-email",
        "x-user-anything",
        "x-session-id",
        "x-guest-id",
        "x-internal-token",
        "x-auth-limit-key"
      })
  void what_a_client_claims_about_itself_never_reaches_a_service(String header) {
    shop.send(
        shop.request("/v1/products/prd_1").header(header, "usr_admin").header(header, "usr_root"));

    assertThat(shop.backend.lastCall().metadata().toString())
        .doesNotContain("usr_admin", "usr_root");
  }

  @Test
  void a_spoofed_user_loses_against_the_token() {
    String token = shop.issuer.token("usr_1", "ROLE_CUSTOMER");

    shop.send(
        shop.request("/v1/users/me")
            .header("authorization", "Bearer " + token)
            .header("x-user-id", "usr_2")
            .header("x-user-roles", "ROLE_ADMIN"));

    assertThat(shop.backend.lastCall().metadata().toString()).doesNotContain("usr_2", "ROLE_ADMIN");
  }

  @Test
  void without_a_token_a_users_method_is_refused() {
    int before = shop.backend.callCount();

    HttpResponse<String> response = shop.get("/v1/users/me");

    assertRefused(response, 401, "UNAUTHENTICATED", "TOKEN_MISSING");
    assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer realm=\"souk\"");
    assertThat(shop.backend.callCount()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "issuer, TOKEN_INVALID",
    "audience, TOKEN_INVALID",
    "type, TOKEN_INVALID",
    "no type, TOKEN_INVALID",
    "no expiry, TOKEN_INVALID",
    "no subject, TOKEN_INVALID",
    "no session, TOKEN_INVALID",
    "a role with a comma, TOKEN_INVALID",
    "a line break in the e-mail, TOKEN_INVALID",
    "not yet, TOKEN_INVALID",
    "a machine without a scope, TOKEN_INVALID",
    "a list of scopes, TOKEN_INVALID",
    "expired, TOKEN_EXPIRED",
  })
  void a_token_with_a_wrong_claim_is_refused(String defect, String reason) {
    String token =
        shop.issuer.token("key-1", "usr_1", builder -> spoil(builder, defect), "ROLE_CUSTOMER");

    HttpResponse<String> response = shop.get("/v1/users/me", token);

    assertRefused(response, 401, "UNAUTHENTICATED", reason);
    assertThat(response.headers().firstValue("www-authenticate").orElse(""))
        .contains("error=\"invalid_token\"");
  }

  private static JWTCreator.Builder spoil(JWTCreator.Builder builder, String defect) {
    return switch (defect) {
      case "issuer" -> builder.withIssuer("https://evil.example");
      case "audience" -> builder.withAudience("another");
      case "type" -> builder.withClaim("typ", "refresh");
      case "no type" -> builder.withNullClaim("typ");
      case "no expiry" -> builder.withExpiresAt((Instant) null);
      case "no subject" -> builder.withSubject("");
      case "no session" -> builder.withNullClaim("sid");
      case "a role with a comma" ->
          builder.withArrayClaim("roles", new String[] {"ROLE_X,ROLE_ADMIN"});
      case "a line break in the e-mail" ->
          builder.withClaim("email", "a@b.c\r\nx-user-roles: ROLE_ADMIN");
      case "not yet" -> builder.withNotBefore(Instant.now().plusSeconds(60));
      case "a machine without a scope" -> builder.withClaim("client_id", "key_1");
      case "a list of scopes" -> builder.withArrayClaim("scope", new String[] {"profile.read"});
      case "expired" -> builder.withExpiresAt(Instant.now().minusSeconds(1));
      default -> throw new IllegalArgumentException(defect);
    };
  }

  @Test
  void a_token_without_a_signature_is_refused() {
    String[] parts = shop.issuer.token("usr_1", "ROLE_ADMIN").split("\\.", -1);
    String header = base64("{\"alg\":\"none\",\"kid\":\"key-1\",\"typ\":\"JWT\"}");

    assertRefused(
        shop.get("/v1/users/me", header + "." + parts[1] + "."),
        401,
        "UNAUTHENTICATED",
        "TOKEN_INVALID");
    assertRefused(
        shop.get("/v1/users/me", header + "." + parts[1] + "." + parts[2]),
        401,
        "UNAUTHENTICATED",
        "TOKEN_INVALID");
  }

  @Test
  void a_token_signed_with_the_public_key_as_a_secret_is_refused() {
    byte[] secret = shop.issuer.publicKey("key-1").getEncoded();
    String token =
        Issuer.claims("usr_1", "ROLE_ADMIN").withKeyId("key-1").sign(Algorithm.HMAC256(secret));

    assertRefused(shop.get("/v1/users/me", token), 401, "UNAUTHENTICATED", "TOKEN_INVALID");
  }

  @Test
  void a_token_of_a_foreign_key_is_refused_whatever_key_it_names() {
    Algorithm foreign = Algorithm.RSA256(null, (RSAPrivateKey) Issuer.newKey().getPrivate());

    for (String kid : new String[] {"key-1", "key-unknown", ""}) {
      String token = Issuer.claims("usr_1", "ROLE_ADMIN").withKeyId(kid).sign(foreign);
      assertRefused(shop.get("/v1/users/me", token), 401, "UNAUTHENTICATED", "TOKEN_INVALID");
    }
  }

  @Test
  void a_changed_payload_is_refused_though_the_token_was_verified_before() {
    String token = shop.issuer.token("usr_1", "ROLE_CUSTOMER");
    assertThat(shop.get("/v1/users/me", token).statusCode()).isEqualTo(200);
    String[] parts = token.split("\\.", -1);
    String payload =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("ROLE_CUSTOMER", "ROLE_ADMIN");

    assertRefused(
        shop.get("/v1/users/me", parts[0] + "." + base64(payload) + "." + parts[2]),
        401,
        "UNAUTHENTICATED",
        "TOKEN_INVALID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "Bearer",
        "Bearer token",
        "Bearer a.b.c",
        "Bearer ....",
        "Basic dXNlcjpwYXNz",
        "Bearer a b"
      })
  void an_authorization_that_is_no_token_is_refused(String authorization) {
    HttpResponse<String> response =
        shop.send(shop.request("/v1/users/me").header("authorization", authorization));

    assertRefused(response, 401, "UNAUTHENTICATED", "TOKEN_INVALID");
  }

  @Test
  void a_public_method_ignores_a_bad_token_and_does_not_pass_it_on() {
    HttpResponse<String> response = shop.get("/v1/products/prd_1", "not.a.token");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(shop.backend.lastCall().header("authorization")).isEmpty();
    assertThat(shop.backend.lastCall().header("x-user-id")).isEmpty();
  }

  @Test
  void a_public_method_knows_a_user_who_has_a_token() {
    shop.get("/v1/products/prd_1", shop.issuer.token("usr_9", "ROLE_CUSTOMER"));

    assertThat(shop.backend.lastCall().header("x-user-id")).contains("usr_9");
  }

  @Test
  void who_lacks_a_role_is_left_to_the_service_which_writes_the_refusal_down() {
    HttpResponse<String> customer =
        createProduct("{\"name\": \"Hat\"}", shop.issuer.token("usr_1", "ROLE_CUSTOMER"));

    assertThat(customer.statusCode()).as(customer.body()).isEqualTo(200);
    assertThat(shop.backend.lastCall().header("x-user-id")).contains("usr_1");
    assertThat(shop.backend.lastCall().header("x-user-roles")).contains("ROLE_CUSTOMER");
  }

  private static String machine(String scope) {
    return shop.issuer.token(
        "key-1",
        "usr_1",
        builder -> builder.withClaim("client_id", "key_1").withClaim("scope", scope),
        "ROLE_SELLER");
  }

  @Test
  void a_machine_does_what_its_scopes_and_its_users_roles_allow() {
    String body = "{\"name\": \"Hat\"}";

    HttpResponse<String> refused = createProduct(body, machine("catalog.read profile.read"));
    HttpResponse<String> allowed = createProduct(body, machine("catalog.write"));

    assertRefused(refused, 403, "PERMISSION_DENIED", "SCOPE_REQUIRED");
    assertThat(refused.body()).contains("\"metadata\":{\"scope\":\"catalog.write\"}");
    assertThat(refused.headers().firstValue("www-authenticate").orElse(""))
        .contains("error=\"insufficient_scope\"", "scope=\"catalog.write\"");
    assertThat(allowed.statusCode()).as(allowed.body()).isEqualTo(200);
  }

  @Test
  void a_method_on_the_account_is_closed_to_every_machine() {
    HttpResponse<String> refused = shop.get("/v1/auth/sessions", machine("profile.read"));

    assertRefused(refused, 403, "PERMISSION_DENIED", "SCOPE_REQUIRED");
  }

  @Test
  void a_public_method_is_told_of_a_machine_that_has_its_scope_alone() {
    shop.get("/v1/products/prd_1", machine("orders.read"));
    assertThat(shop.backend.lastCall().header("x-user-id")).isEmpty();
    assertThat(shop.backend.lastCall().header("authorization")).isEmpty();

    shop.get("/v1/products/prd_1", machine("catalog.read"));
    assertThat(shop.backend.lastCall().header("x-user-id")).contains("usr_1");
  }

  private static HttpResponse<String> createProduct(String json, String token) {
    return shop.send(
        shop.request("/v1/products")
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  @Test
  void a_revoked_session_is_refused_on_the_very_next_request() {
    String token = shop.issuer.token("usr_leaving", "ROLE_CUSTOMER");
    assertThat(shop.get("/v1/users/me", token).statusCode()).isEqualTo(200);
    try (RedisClient redis = shop.redisClient()) {
      redis.set("souk:revoked:ses_of_usr_leaving", "1");
    }

    for (int i = 0; i < 4; i++) {
      assertRefused(shop.get("/v1/users/me", token), 401, "UNAUTHENTICATED", "TOKEN_REVOKED");
    }
  }

  @Test
  void a_new_signing_key_is_found_when_it_is_first_named() {
    assertThat(shop.get("/v1/users/me", shop.issuer.token("usr_1")).statusCode()).isEqualTo(200);
    shop.issuer.addKey("key-2");
    int reads = shop.issuer.reads();
    String token = shop.issuer.token("key-2", "usr_1", builder -> builder, "ROLE_CUSTOMER");

    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> assertThat(shop.get("/v1/users/me", token).statusCode()).isEqualTo(200));
    assertThat(shop.issuer.reads()).isGreaterThan(reads);
  }

  @Test
  void made_up_key_ids_do_not_flood_the_issuer() {
    Algorithm foreign = Algorithm.RSA256(null, (RSAPrivateKey) Issuer.newKey().getPrivate());
    int before = shop.issuer.reads();

    for (int i = 0; i < 50; i++) {
      shop.get("/v1/users/me", Issuer.claims("usr_1").withKeyId("made-up-" + i).sign(foreign));
    }

    assertThat(shop.issuer.reads() - before).isLessThan(10);
  }

  @Test
  void a_trace_and_a_request_id_are_passed_on_and_echoed() {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String untraced = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    HttpResponse<String> response =
        shop.send(
            shop.request("/v1/products/prd_1")
                .header("traceparent", trace)
                .header("x-request-id", "my-request"));

    assertThat(shop.backend.lastCall().header("traceparent")).contains(untraced);
    assertThat(shop.backend.lastCall().header("x-request-id")).contains("my-request");
    assertThat(response.headers().firstValue("traceparent")).contains(untraced);
    assertThat(response.headers().firstValue("x-request-id")).contains("my-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "junk",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void without_a_valid_trace_a_new_one_starts(String trace) {
    HttpResponse<String> response =
        shop.send(shop.request("/v1/products/prd_1").header("traceparent", trace));

    String made = response.headers().firstValue("traceparent").orElseThrow();
    assertThat(made).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00").isNotEqualTo(trace);
    assertThat(shop.backend.lastCall().header("traceparent")).contains(made);
    assertThat(response.headers().firstValue("x-request-id").orElseThrow()).isNotEmpty();
  }

  @Test
  void sign_in_works_with_an_expired_token_in_hand() {
    shop.backend.answer(Shop.AUTH_SERVICE + "Login", call -> Session.getDefaultInstance());
    String expired =
        shop.issuer.token(
            "key-1", "usr_1", builder -> builder.withExpiresAt(Instant.now().minusSeconds(9)));

    HttpResponse<String> response =
        shop.send(
            shop.request("/v1/auth/login")
                .header("authorization", "Bearer " + expired)
                .header("content-type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"email\":\"a@example.com\",\"password\":\"correct horse\"}")));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(shop.backend.lastCall().header("authorization")).isEmpty();
  }

  private static void assertRefused(
      HttpResponse<String> response, int status, String name, String reason) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body())
        .contains(
            "\"status\":\"" + name + "\"",
            "\"reason\":\"" + reason + "\"",
            "\"domain\":\"souk.dev\"");
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
