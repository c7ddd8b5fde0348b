package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows 15 and 99: what programs can do with keys, by HTTP, and what they cannot. */
@Order(3)
@ExtendWith(Shop.Running.class)
class MachinesTest {
  private static final String KEYS = "/v1/apiKeys";
  private static final String TOKEN = "/v1/oauth2/token";
  private static final String ME = "/v1/users/me";

  private static Answer register(Shop shop) {
    return shop.accounts().register("machines-" + UUID.randomUUID() + "@example.com");
  }

  private static Client holder(Shop shop, Answer session) {
    return shop.anonymous().withToken(session.at("/accessToken"));
  }

  private static Answer secretKey(Client owner, String... scopes) {
    String list = List.of(scopes).stream().map(s -> '"' + s + '"').collect(Collectors.joining(","));
    return owner
        .post(
            KEYS,
            "{\"name\": \"stock import\", \"kind\": \"KIND_SECRET\", \"scopes\": [%s]}"
                .formatted(list))
        .ok();
  }

  private static Client machine(Shop shop, Answer key) {
    return shop.anonymous().withToken(key.at("/key"));
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry ->
            entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Answer token(Client client, Map<String, String> parameters) {
    return client
        .with("Content-Type", "application/x-www-form-urlencoded")
        .post(TOKEN, form(parameters));
  }

  private static Map<String, String> credentials(Answer key) {
    return Map.of(
        "grant_type",
        "client_credentials",
        "client_id",
        key.at("/apiKey/apiKeyId"),
        "client_secret",
        key.at("/key"));
  }

  private static void assertOAuthError(Answer answer, int status, String error) {
    assertThat(answer.status() + " " + answer.at("/error")).isEqualTo(status + " " + error);
    assertThat(answer.at("/error_description")).isNotEmpty();
    assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
  }

  @Test
  @DisplayName("99: a key works within its scopes until it is deleted, and not one request longer")
  void a_key_works_within_its_scopes_until_it_is_deleted(Shop shop) {
    Client owner = holder(shop, register(shop));
    Answer key = secretKey(owner, "profile.read", "orders.read");
    Client machine = machine(shop, key);

    assertThat(key.at("/key")).matches("sk_[0-9A-Za-z]{49}");
    assertThat(machine.get(ME).ok().at("/userId")).isEqualTo(owner.get(ME).ok().at("/userId"));
    machine.get("/v1/orders").ok();
    Answer refused =
        machine
            .post("/v1/cart/items", "{\"sku\": \"22423\", \"quantity\": 1}")
            .refused(403, "SCOPE_REQUIRED");
    assertThat(refused.at("/error/details/0/metadata/scope")).isEqualTo("cart.write");
    assertThat(refused.headers().firstValue("www-authenticate").orElse(""))
        .contains("insufficient_scope", "cart.write");
    assertThat(owner.get(KEYS).ok().at("/apiKeys/0/lastUsedTime")).isNotEmpty();
    assertThat(owner.get(KEYS).ok().text()).doesNotContain(key.at("/key"));

    owner.delete(KEYS + "/" + key.at("/apiKey/apiKeyId")).ok();
    for (int i = 0; i < 8; i++) {
      machine.get(ME).refused(401, "TOKEN_INVALID");
    }
    owner.delete(KEYS + "/" + key.at("/apiKey/apiKeyId")).refused(404, "RESOURCE_NOT_FOUND");
  }

  @Test
  @DisplayName("99: a key opens nothing that could make it more than it is")
  void a_key_does_not_open_the_account(Shop shop) {
    Client owner = holder(shop, register(shop));
    Client machine = machine(shop, secretKey(owner, "profile.read", "users.read", "catalog.write"));

    machine.get(KEYS).refused(403, "SCOPE_REQUIRED");
    machine
        .post(KEYS, "{\"name\": \"x\", \"kind\": \"KIND_SECRET\", \"scopes\": [\"cart.read\"]}")
        .refused(403, "SCOPE_REQUIRED");
    machine.get("/v1/auth/sessions").refused(403, "SCOPE_REQUIRED");
    machine.post("/v1/auth/logout", "{}").refused(403, "SCOPE_REQUIRED");
    machine
        .post(
            "/v1/auth/password:change",
            "{\"currentPassword\": \"%s\", \"newPassword\": \"another-horse-battery\"}"
                .formatted(Accounts.PASSWORD))
        .refused(403, "SCOPE_REQUIRED");
    machine.patch(ME, "{\"name\": \"Eve\"}").refused(403, "SCOPE_REQUIRED");
    machine.get("/v1/users").refused(403, "ROLE_REQUIRED");
    machine.post("/v1/products", "{\"name\": \"Hat\"}").refused(403, "ROLE_REQUIRED");
    owner.get(ME).ok();
  }

  @Test
  @DisplayName("15: client credentials by form and by Basic, in the shape of RFC 6749")
  void client_credentials(Shop shop) {
    Client owner = holder(shop, register(shop));
    Answer key = secretKey(owner, "profile.read", "orders.read");
    Answer issued = token(shop.anonymous(), credentials(key)).ok();

    assertThat(issued.at("/token_type")).isEqualTo("Bearer");
    assertThat(issued.json().at("/expires_in").isInt()).isTrue();
    assertThat(issued.number("/expires_in")).isBetween(500L, 600L);
    assertThat(issued.at("/scope")).isEqualTo("orders.read profile.read");
    assertThat(issued.headers().firstValue("cache-control")).contains("no-store");
    shop.anonymous().withToken(issued.at("/access_token")).get(ME).ok();

    String basic =
        Base64.getEncoder()
            .encodeToString(
                (key.at("/apiKey/apiKeyId") + ":" + key.at("/key"))
                    .getBytes(StandardCharsets.UTF_8));
    Answer narrowed =
        token(
                shop.anonymous().with("Authorization", "Basic " + basic),
                Map.of("grant_type", "client_credentials", "scope", "orders.read"))
            .ok();
    assertThat(narrowed.at("/scope")).isEqualTo("orders.read");
    Client client = shop.anonymous().withToken(narrowed.at("/access_token"));
    client.get("/v1/orders").ok();
    client.get(ME).refused(403, "SCOPE_REQUIRED");

    owner.delete(KEYS + "/" + key.at("/apiKey/apiKeyId")).ok();
    client.get("/v1/orders").refused(401, "TOKEN_REVOKED");
    assertOAuthError(token(shop.anonymous(), credentials(key)), 401, "invalid_client");
  }

  @Test
  @DisplayName("15: errors of the token endpoint in the form of RFC 6749")
  void errors_of_the_token_endpoint(Shop shop) {
    Answer key = secretKey(holder(shop, register(shop)), "orders.read");
    Client nobody = shop.anonymous();
    Map<String, String> sound = credentials(key);

    Answer wrong = token(nobody, Map.of("grant_type", "client_credentials", "client_id", "x"));
    assertOAuthError(wrong, 401, "invalid_client");
    assertThat(wrong.headers().firstValue("www-authenticate")).contains("Basic realm=\"souk\"");
    assertOAuthError(
        token(nobody, Map.of("grant_type", "password")), 400, "unsupported_grant_type");
    assertOAuthError(token(nobody, Map.of()), 400, "invalid_request");
    assertOAuthError(
        nobody
            .with("Content-Type", "application/x-www-form-urlencoded")
            .post(TOKEN, form(sound) + "&scope=orders.read&scope=orders.read"),
        400,
        "invalid_request");
    assertOAuthError(nobody.post(TOKEN, "{}"), 400, "invalid_request");
    assertOAuthError(
        nobody
            .with("Content-Type", "application/x-www-form-urlencoded")
            .post(TOKEN, form(sound) + "&scope=users.read"),
        400,
        "invalid_scope");
    assertOAuthError(
        token(
            nobody,
            Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:id_token",
                "subject_token",
                "a.b.c")),
        400,
        "invalid_grant");
    nobody.get(TOKEN).refused(405, "METHOD_NOT_ALLOWED");
  }

  @Test
  @DisplayName("13: when its owner's password changes a token ends, and the key goes on")
  void a_change_of_password_ends_the_tokens_of_keys(Shop shop) {
    Client owner = holder(shop, register(shop));
    Answer key = secretKey(owner, "profile.read");
    Client machine = machine(shop, key);
    Client client =
        shop.anonymous()
            .withToken(token(shop.anonymous(), credentials(key)).ok().at("/access_token"));
    machine.get(ME).ok();
    client.get(ME).ok();

    owner
        .post(
            "/v1/auth/password:change",
            "{\"currentPassword\": \"%s\", \"newPassword\": \"another-horse-battery\"}"
                .formatted(Accounts.PASSWORD))
        .ok();

    client.get(ME).refused(401, "TOKEN_REVOKED");
    machine.get(ME).ok();
    token(shop.anonymous(), credentials(key)).ok();
  }

  @Test
  @DisplayName("20: with its owner disabled a key is worth nothing")
  void with_its_owner_disabled_a_key_is_worth_nothing(Shop shop) {
    Answer session = register(shop);
    Answer key = secretKey(holder(shop, session), "profile.read");
    Client machine = machine(shop, key);
    machine.get(ME).ok();

    shop.accounts()
        .admin()
        .patch("/v1/users/" + session.at("/user/userId"), "{\"state\": \"STATE_DISABLED\"}")
        .ok();

    machine.get(ME).refused(401, "TOKEN_INVALID");
    assertOAuthError(token(shop.anonymous(), credentials(key)), 401, "invalid_client");
  }

  @Test
  @DisplayName("99: a publishable key names an app until it is deleted")
  void a_publishable_key_names_an_app(Shop shop) {
    Client owner = holder(shop, register(shop));
    Answer key = owner.post(KEYS, "{\"name\": \"web shop\", \"kind\": \"KIND_PUBLISHABLE\"}").ok();
    Client app = shop.anonymous().with("x-api-key", key.at("/key"));

    app.get("/v1/products?pageSize=1").ok();
    app.get("/v1/cart").ok();
    app.get(ME).refused(401, "TOKEN_MISSING");
    owner.with("x-api-key", key.at("/key")).get(ME).ok();
    machine(shop, key).get(ME).refused(401, "TOKEN_INVALID");

    owner.delete(KEYS + "/" + key.at("/apiKey/apiKeyId")).ok();
    app.get("/v1/products?pageSize=1").refused(401, "API_KEY_INVALID");
    owner.with("x-api-key", key.at("/key")).get(ME).refused(401, "API_KEY_INVALID");
    owner.get(ME).ok();
  }
}
