package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.souk.auth.v1.ApiKey;
import dev.souk.auth.v1.ApiKeyServiceGrpc;
import dev.souk.auth.v1.ApiKeyServiceGrpc.ApiKeyServiceBlockingStub;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.CreateApiKeyRequest;
import dev.souk.auth.v1.CreateApiKeyResponse;
import dev.souk.auth.v1.DeleteApiKeyRequest;
import dev.souk.auth.v1.EndUserSessionsRequest;
import dev.souk.auth.v1.IntrospectTokenRequest;
import dev.souk.auth.v1.IntrospectTokenResponse;
import dev.souk.auth.v1.IssueTokenRequest;
import dev.souk.auth.v1.IssueTokenResponse;
import dev.souk.auth.v1.ListApiKeysRequest;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.OAuthServiceGrpc;
import dev.souk.auth.v1.OAuthServiceGrpc.OAuthServiceBlockingStub;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import io.grpc.Channel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys by which machines are known, and what they get for them. */
class ApiKeysTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  @TempDir static Path folder;
  private static AuthFixture auth;

  @BeforeAll
  static void start() throws Exception {
    auth = new AuthFixture(folder);
  }

  @AfterAll
  static void stop() {
    auth.close();
  }

  @AfterEach
  void userServiceWorksAgain() {
    auth.users.workAgain();
  }

  private static ApiKeyServiceBlockingStub keys(String accessToken) {
    return ApiKeyServiceGrpc.newBlockingStub(
        auth.identity.withToken(auth.server.grpcPort(), accessToken));
  }

  private static ApiKeyServiceBlockingStub keysOf(Session session) {
    return keys(session.getAccessToken());
  }

  private static CreateApiKeyRequest.Builder secretKey(String... scopes) {
    return CreateApiKeyRequest.newBuilder()
        .setName("stock import")
        .setKind(ApiKey.Kind.KIND_SECRET)
        .addAllScopes(List.of(scopes));
  }

  private static CreateApiKeyResponse create(Session session, String... scopes) {
    return keysOf(session).createApiKey(secretKey(scopes).build());
  }

  private static CreateApiKeyResponse createPublishable(Session session) {
    return keysOf(session)
        .createApiKey(
            CreateApiKeyRequest.newBuilder()
                .setName("web shop")
                .setKind(ApiKey.Kind.KIND_PUBLISHABLE)
                .build());
  }

  private static void delete(Session session, CreateApiKeyResponse key) {
    assertThat(keysOf(session).deleteApiKey(deletion(key))).isNotNull();
  }

  private static DeleteApiKeyRequest deletion(CreateApiKeyResponse key) {
    return DeleteApiKeyRequest.newBuilder().setApiKeyId(key.getApiKey().getApiKeyId()).build();
  }

  private static List<ApiKey> list(Session session) {
    return keysOf(session).listApiKeys(ListApiKeysRequest.getDefaultInstance()).getApiKeysList();
  }

  private static OAuthServiceBlockingStub oauth() {
    return OAuthServiceGrpc.newBlockingStub(auth.identity.anonymous(auth.server.grpcPort()));
  }

  private static IssueTokenRequest.Builder clientCredentials(CreateApiKeyResponse key) {
    return IssueTokenRequest.newBuilder()
        .setGrantType("client_credentials")
        .setClientId(key.getApiKey().getApiKeyId())
        .setClientSecret(key.getKey());
  }

  private static IssueTokenResponse token(CreateApiKeyResponse key) {
    return oauth().issueToken(clientCredentials(key).build());
  }

  private static IntrospectTokenResponse introspect(IssueTokenResponse token) {
    return auth.service(auth.server, "order-service")
        .introspectToken(
            IntrospectTokenRequest.newBuilder().setToken(token.getAccessToken()).build());
  }

  /** A method of another service would do as well: what counts is whether the token is revoked. */
  private static void assertRevoked(IssueTokenResponse token) {
    assertRefused(
        Reason.TOKEN_REVOKED,
        () ->
            AuthServiceGrpc.newBlockingStub(
                    auth.identity.withToken(auth.server.grpcPort(), token.getAccessToken()))
                .listSessions(ListSessionsRequest.getDefaultInstance()));
    assertThat(auth.redis.exists("souk:revoked:" + sessionOf(token))).isTrue();
    assertThat(introspect(token).getActive()).isFalse();
  }

  private static String sessionOf(IssueTokenResponse token) {
    return JWT.decode(token.getAccessToken()).getClaim("sid").asString();
  }

  private static void endSessionsOf(Session session) {
    assertThat(
            auth.service(auth.server, "user-service")
                .endUserSessions(
                    EndUserSessionsRequest.newBuilder()
                        .setUserId(session.getUser().getUserId())
                        .build())
                .getEnded())
        .isPositive();
  }

  private static List<Document> stored(String collection) {
    try (MongoClient client = MongoClients.create(auth.mongo.uri("auth"))) {
      return client.getDatabase("auth").getCollection(collection).find().into(new ArrayList<>());
    }
  }

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
  @DisplayName("15: a client gets a token that says who it is and what it may do")
  void a_client_gets_a_token() {
    Session session = auth.register();
    CreateApiKeyResponse key = create(session, "orders.read", "catalog.write");
    IssueTokenResponse issued = token(key);

    DecodedJWT token = JWT.decode(issued.getAccessToken());
    assertThat(token.getSubject()).isEqualTo(session.getUser().getUserId());
    assertThat(token.getClaim("client_id").asString()).isEqualTo(key.getApiKey().getApiKeyId());
    assertThat(token.getClaim("scope").asString()).isEqualTo("catalog.write orders.read");
    assertThat(token.getClaim("roles").asList(String.class)).containsExactly("ROLE_CUSTOMER");
    assertThat(issued.getTokenType()).isEqualTo("Bearer");
    assertThat(issued.getScope()).isEqualTo("catalog.write orders.read");
    assertThat(issued.getExpiresIn()).isBetween(590, 600);
    assertThat(issued.hasRefreshToken()).isFalse();
    assertThat(list(session).getFirst().hasLastUsedTime()).isTrue();
    IntrospectTokenResponse known = introspect(issued);
    assertThat(known.getActive()).isTrue();
    assertThat(known.getClientId()).isEqualTo(key.getApiKey().getApiKeyId());
    assertThat(known.getScope()).isEqualTo("catalog.write orders.read");
  }

  @Test
  @DisplayName("15: a client can ask for fewer scopes, not for more")
  void a_client_can_ask_for_fewer_scopes() {
    CreateApiKeyResponse key = create(auth.register(), "orders.read", "catalog.write");
    IssueTokenRequest.Builder request = clientCredentials(key);
    assertThat(oauth().issueToken(request.setScope("orders.read").build()).getScope())
        .isEqualTo("orders.read");
    for (String scope : List.of("orders.write", "orders.read orders.write", "everything")) {
      assertRefused(
          Reason.INVALID_SCOPE, () -> oauth().issueToken(request.setScope(scope).build()));
    }
  }

  @Test
  @DisplayName("15: HTTP Basic names the client, and nothing else does then")
  void http_basic_names_the_client() {
    CreateApiKeyResponse key = create(auth.register(), "orders.read");
    String id = key.getApiKey().getApiKeyId();
    IssueTokenRequest bare =
        IssueTokenRequest.newBuilder().setGrantType("client_credentials").build();
    assertThat(basic(id + ":" + key.getKey()).issueToken(bare).getScope()).isEqualTo("orders.read");
    assertThat(
            basic(id.replace("_", "%5F") + ":" + key.getKey())
                .issueToken(bare.toBuilder().setClientId(id).build())
                .getScope())
        .isEqualTo("orders.read");
    for (IssueTokenRequest twice :
        List.of(
            clientCredentials(key).build(), bare.toBuilder().setClientId("key_other").build())) {
      assertRefused(Reason.INVALID_FIELD, () -> basic(id + ":" + key.getKey()).issueToken(twice));
    }
    for (String wrong : List.of(id + ":x", "x:" + key.getKey(), id, "", ":", "%zz:%zz")) {
      assertRefused(Reason.INVALID_CLIENT, () -> basic(wrong).issueToken(bare));
    }
    assertRefused(
        Reason.INVALID_CLIENT,
        () ->
            OAuthServiceGrpc.newBlockingStub(
                    TestIdentity.with(anonymous(), Headers.AUTHORIZATION, "Basic ???"))
                .issueToken(bare));
  }

  private static OAuthServiceBlockingStub basic(String credentials) {
    String encoded =
        Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return OAuthServiceGrpc.newBlockingStub(
        TestIdentity.with(anonymous(), Headers.AUTHORIZATION, "basic " + encoded));
  }

  private static Channel anonymous() {
    return auth.identity.anonymous(auth.server.grpcPort());
  }

  @Test
  @DisplayName("15: who is no client gets no token, and what is no grant neither")
  void who_is_no_client_gets_no_token() {
    Session session = auth.register();
    CreateApiKeyResponse key = create(session, "orders.read");
    CreateApiKeyResponse other = create(session, "orders.read");
    CreateApiKeyResponse publishable = createPublishable(session);
    String secret = key.getKey();
    String changed = secret.substring(0, 20) + (secret.charAt(20) == 'a' ? 'b' : 'a');
    for (IssueTokenRequest.Builder wrong :
        List.of(
            clientCredentials(key).setClientSecret(""),
            clientCredentials(key).setClientId(""),
            clientCredentials(key).setClientSecret(other.getKey()),
            clientCredentials(key).setClientSecret(changed + secret.substring(21)),
            clientCredentials(key).setClientSecret("x"),
            clientCredentials(key).setClientId("key_01jd8m3q4ref7vd8z8p4v6k1nc"))) {
      assertRefused(Reason.INVALID_CLIENT, () -> oauth().issueToken(wrong.build()));
    }
    assertRefused(
        Reason.UNAUTHORIZED_CLIENT,
        () -> oauth().issueToken(clientCredentials(publishable).build()));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> oauth().issueToken(clientCredentials(key).setGrantType("").build()));
    for (String grant : List.of("password", "authorization_code", "CLIENT_CREDENTIALS")) {
      assertRefused(
          Reason.UNSUPPORTED_GRANT_TYPE,
          () -> oauth().issueToken(clientCredentials(key).setGrantType(grant).build()));
    }
  }

  @Test
  @DisplayName("99: with a deleted key its tokens end, at the gateway and everywhere")
  void with_a_deleted_key_its_tokens_end() {
    Session session = auth.register();
    CreateApiKeyResponse key = create(session, "orders.read");
    IssueTokenResponse first = token(key);
    IssueTokenResponse second = token(key);
    delete(session, key);

    assertRevoked(first);
    assertRevoked(second);
    assertRefused(Reason.INVALID_CLIENT, () -> token(key));
    assertThat(list(session)).isEmpty();
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> delete(session, key));
  }

  @Test
  void nobody_deletes_the_key_of_somebody_else() {
    Session session = auth.register();
    CreateApiKeyResponse key = create(session, "orders.read");
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> delete(auth.register(), key));
    assertThat(token(key).getAccessToken()).isNotEmpty();
  }

  @Test
  @DisplayName("13: a change of the owner's rights ends the tokens; the next has the new rights")
  void a_change_of_rights_ends_the_tokens() {
    Session session = auth.register();
    CreateApiKeyResponse key = create(session, "catalog.write");
    IssueTokenResponse before = token(key);
    auth.users.makeSeller(session.getUser().getUserId());
    endSessionsOf(session);

    assertRevoked(before);
    IssueTokenResponse after = token(key);
    assertThat(introspect(after).getActive()).isTrue();
    assertThat(introspect(after).getRolesList()).contains("ROLE_SELLER");
    assertThat(sessionOf(after)).isNotEqualTo(sessionOf(before));
  }

  @Test
  @DisplayName("20: a disabled owner's key gets nothing")
  void a_disabled_owners_key_gets_nothing() {
    Session session = auth.register();
    CreateApiKeyResponse key = create(session, "orders.read");
    IssueTokenResponse before = token(key);
    auth.users.disable(session.getUser().getUserId());
    endSessionsOf(session);

    assertRevoked(before);
    assertRefused(Reason.INVALID_CLIENT, () -> token(key));
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
  void what_a_machine_does_is_no_sign_in() {
    Session session = auth.register();
    assertThat(token(create(session, "orders.read")).getAccessToken()).isNotEmpty();
    assertThat(
            auth.holderOf(session)
                .listSessions(ListSessionsRequest.getDefaultInstance())
                .getSessionsList())
        .hasSize(1);
  }

  @Test
  void tokens_that_are_asked_for_at_once_are_of_one_session() throws Exception {
    CreateApiKeyResponse key = create(auth.register(), "orders.read");
    List<String> sessions = new ArrayList<>();
    assertThat(
            AuthFixture.atOnce(
                12,
                () -> {
                  String session = sessionOf(token(key));
                  synchronized (sessions) {
                    return sessions.add(session);
                  }
                }))
        .containsOnly("OK");
    assertThat(sessions).hasSize(12);
    assertThat(sessions.stream().distinct()).hasSize(1);
  }

  @Test
  void a_key_expires_and_its_last_token_with_it() {
    Session session = auth.register();
    Instant end = Instant.now().plus(Duration.ofMinutes(5));
    CreateApiKeyResponse key =
        keysOf(session)
            .createApiKey(
                secretKey("orders.read")
                    .setExpireTime(
                        com.google.protobuf.Timestamp.newBuilder().setSeconds(end.getEpochSecond()))
                    .build());
    assertThat(token(key).getExpiresIn()).isBetween(280, 300);
    try (RunningServer later = auth.instanceAhead(Duration.ofMinutes(6))) {
      OAuthServiceBlockingStub stub =
          OAuthServiceGrpc.newBlockingStub(auth.identity.anonymous(later.grpcPort()));
      assertRefused(Reason.INVALID_CLIENT, () -> stub.issueToken(clientCredentials(key).build()));
    }
  }

  @Test
  void a_session_that_grew_old_is_replaced_and_still_ends_with_the_key() {
    Session session = auth.register();
    CreateApiKeyResponse key = create(session, "orders.read");
    IssueTokenResponse old = token(key);
    try (RunningServer later = auth.instanceAhead(Duration.ofDays(14))) {
      OAuthServiceBlockingStub stub =
          OAuthServiceGrpc.newBlockingStub(auth.identity.anonymous(later.grpcPort()));
      IssueTokenResponse next = stub.issueToken(clientCredentials(key).build());
      assertThat(sessionOf(next)).isNotEqualTo(sessionOf(old));
      delete(session, key);
      assertRevoked(old);
      assertThat(auth.redis.exists("souk:revoked:" + sessionOf(next))).isTrue();
    }
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

  private static HttpResponse<String> use(String key) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + auth.server.httpPort() + "/internal/apiKeys:use");
    return HTTP.send(
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(key)).build(),
        BodyHandlers.ofString());
  }
}
