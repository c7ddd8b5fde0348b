package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.auth.v1.ApiKey;
import dev.souk.auth.v1.ApiKeyServiceGrpc;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.CreateApiKeyRequest;
import dev.souk.auth.v1.CreateApiKeyResponse;
import dev.souk.auth.v1.ListApiKeysRequest;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.Reason;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("15: API keys")
class ApiKeysTest extends ApiKeyHolder {
  @Test
  @DisplayName("99: a key is shown once, stored hashed, and listed without it")
  void a_key_is_shown_once() {
    Session session = auth.register();
    CreateApiKeyResponse first = create(session, "orders.read", "catalog.write", "orders.read");
    CreateApiKeyResponse second = createPublishable(session);

    assertThat(first.getKey()).matches("sk_[0-9A-Za-z]{49}");
    assertThat(second.getKey()).matches("pk_[0-9A-Za-z]{49}");
    assertThat(first.getApiKey().getApiKeyId()).matches("key_[0-9a-z]{26}");
    assertThat(first.getApiKey().getScopesList()).containsExactly("catalog.write", "orders.read");
    assertThat(first.getKey()).endsWith(first.getApiKey().getEnding());
    assertThat(first.getApiKey().hasLastUsedTime()).isFalse();
    assertThat(list(session)).containsExactly(second.getApiKey(), first.getApiKey());
    assertThat(list(auth.register())).isEmpty();
    assertThat(stored("apiKeys").toString())
        .contains(first.getApiKey().getApiKeyId())
        .doesNotContain(first.getKey(), second.getKey(), first.getKey().substring(3, 46));
  }

  @Test
  void what_makes_no_sense_as_a_key_is_refused() {
    Session session = auth.register();
    Instant past = Instant.now().minusSeconds(1);
    for (CreateApiKeyRequest.Builder wrong :
        List.of(
            secretKey(),
            secretKey("orders.read", "orders.everything"),
            secretKey("orders.read ").setName("x"),
            secretKey(""),
            secretKey("orders.read").setName(""),
            secretKey("orders.read").setName("n".repeat(101)),
            secretKey("orders.read").setKind(ApiKey.Kind.KIND_UNSPECIFIED),
            secretKey("orders.read").setKindValue(9),
            secretKey("orders.read").setKind(ApiKey.Kind.KIND_PUBLISHABLE),
            secretKey("orders.read")
                .setExpireTime(
                    com.google.protobuf.Timestamp.newBuilder()
                        .setSeconds(past.getEpochSecond())))) {
      assertRefused(Reason.INVALID_FIELD, () -> keysOf(session).createApiKey(wrong.build()));
    }
    assertThat(list(session)).isEmpty();
    assertRefused(
        Reason.TOKEN_MISSING,
        () ->
            ApiKeyServiceGrpc.newBlockingStub(auth.identity.anonymous(auth.server.grpcPort()))
                .createApiKey(secretKey("orders.read").build()));
  }

  @Test
  void a_user_has_at_most_twenty_keys_even_when_they_are_made_at_once() throws Exception {
    Session session = auth.register();
    for (int i = 0; i < 18; i++) {
      assertThat(create(session, "orders.read").getKey()).isNotEmpty();
    }
    List<String> outcomes = AuthFixture.atOnce(8, () -> create(session, "orders.read"));
    assertThat(outcomes).contains("API_KEY_LIMIT_EXCEEDED");
    assertThat(list(session)).hasSizeLessThanOrEqualTo(20);
    while (list(session).size() < 20) {
      assertThat(create(session, "orders.read").getKey()).isNotEmpty();
    }
    assertRefused(Reason.API_KEY_LIMIT_EXCEEDED, () -> create(session, "orders.read"));
    assertThat(list(session)).hasSize(20);
  }

  @Test
  void nobody_deletes_the_key_of_somebody_else() {
    Session session = auth.register();
    CreateApiKeyResponse key = create(session, "orders.read");
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> delete(auth.register(), key));
    assertThat(token(key).getAccessToken()).isNotEmpty();
  }

  @Test
  void a_machine_cannot_look_after_keys_and_sessions() {
    Session session = auth.register();
    String token = token(create(session, "profile.read", "users.read")).getAccessToken();
    assertRefused(
        Reason.SCOPE_REQUIRED, () -> keys(token).createApiKey(secretKey("orders.read").build()));
    assertRefused(
        Reason.SCOPE_REQUIRED,
        () -> keys(token).listApiKeys(ListApiKeysRequest.getDefaultInstance()));
    assertRefused(
        Reason.SCOPE_REQUIRED,
        () ->
            AuthServiceGrpc.newBlockingStub(auth.identity.withToken(auth.server.grpcPort(), token))
                .listSessions(ListSessionsRequest.getDefaultInstance()));
  }

  @Test
  void while_user_service_is_away_it_cannot_be_told_what_a_client_may_do() throws Exception {
    CreateApiKeyResponse key = create(auth.register(), "orders.read");
    auth.users.goAway();
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> token(key));
    assertThat(use(key.getKey()).statusCode()).isEqualTo(503);
  }

  @Test
  void the_gateway_is_told_what_a_key_stands_for() throws Exception {
    Session session = auth.register();
    CreateApiKeyResponse key = create(session, "orders.read");
    CreateApiKeyResponse publishable = createPublishable(session);

    HttpResponse<String> secret = use(key.getKey());
    assertThat(secret.statusCode()).isEqualTo(200);
    assertThat(secret.headers().firstValue("cache-control")).contains("no-store");
    assertThat(secret.body())
        .contains("\"apiKeyId\":\"" + key.getApiKey().getApiKeyId() + "\"")
        .contains("\"accessToken\":\"eyJ")
        .containsPattern("\"expiresIn\":(59\\d|600)");
    HttpResponse<String> app = use(publishable.getKey());
    assertThat(app.statusCode()).isEqualTo(200);
    assertThat(app.body())
        .contains("\"apiKeyId\":\"" + publishable.getApiKey().getApiKeyId() + "\"", "sessionId")
        .doesNotContain("accessToken");
    delete(session, publishable);
    for (String wrong : List.of("", "x", publishable.getKey(), "sk_" + "x".repeat(49))) {
      assertThat(use(wrong).statusCode()).isEqualTo(401);
    }
    assertThat(use("x".repeat(100_000)).statusCode()).isEqualTo(401);
  }
}
