package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Who holds API keys, before a service behind its real interceptors. */
abstract class ApiKeyHolder {
  static final HttpClient HTTP = HttpClient.newHttpClient();
  @TempDir static Path folder;
  static AuthFixture auth;

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

  static ApiKeyServiceBlockingStub keys(String accessToken) {
    return ApiKeyServiceGrpc.newBlockingStub(
        auth.identity.withToken(auth.server.grpcPort(), accessToken));
  }

  static ApiKeyServiceBlockingStub keysOf(Session session) {
    return keys(session.getAccessToken());
  }

  static CreateApiKeyRequest.Builder secretKey(String... scopes) {
    return CreateApiKeyRequest.newBuilder()
        .setName("stock import")
        .setKind(ApiKey.Kind.KIND_SECRET)
        .addAllScopes(List.of(scopes));
  }

  static CreateApiKeyResponse create(Session session, String... scopes) {
    return keysOf(session).createApiKey(secretKey(scopes).build());
  }

  static CreateApiKeyResponse createPublishable(Session session) {
    return keysOf(session)
        .createApiKey(
            CreateApiKeyRequest.newBuilder()
                .setName("web shop")
                .setKind(ApiKey.Kind.KIND_PUBLISHABLE)
                .build());
  }

  static void delete(Session session, CreateApiKeyResponse key) {
    assertThat(keysOf(session).deleteApiKey(deletion(key))).isNotNull();
  }

  static DeleteApiKeyRequest deletion(CreateApiKeyResponse key) {
    return DeleteApiKeyRequest.newBuilder().setApiKeyId(key.getApiKey().getApiKeyId()).build();
  }

  static List<ApiKey> list(Session session) {
    return keysOf(session).listApiKeys(ListApiKeysRequest.getDefaultInstance()).getApiKeysList();
  }

  static OAuthServiceBlockingStub oauth() {
    return OAuthServiceGrpc.newBlockingStub(auth.identity.anonymous(auth.server.grpcPort()));
  }

  static IssueTokenRequest.Builder clientCredentials(CreateApiKeyResponse key) {
    return IssueTokenRequest.newBuilder()
        .setGrantType("client_credentials")
        .setClientId(key.getApiKey().getApiKeyId())
        .setClientSecret(key.getKey());
  }

  static IssueTokenResponse token(CreateApiKeyResponse key) {
    return oauth().issueToken(clientCredentials(key).build());
  }

  static IntrospectTokenResponse introspect(IssueTokenResponse token) {
    return auth.service(auth.server, "order-service")
        .introspectToken(
            IntrospectTokenRequest.newBuilder().setToken(token.getAccessToken()).build());
  }

  /** A method of another service would do as well: what counts is whether the token is revoked. */
  static void assertRevoked(IssueTokenResponse token) {
    assertRefused(
        Reason.TOKEN_REVOKED,
        () ->
            AuthServiceGrpc.newBlockingStub(
                    auth.identity.withToken(auth.server.grpcPort(), token.getAccessToken()))
                .listSessions(ListSessionsRequest.getDefaultInstance()));
    assertThat(auth.redis.exists("souk:revoked:" + sessionOf(token))).isTrue();
    assertThat(introspect(token).getActive()).isFalse();
  }

  static String sessionOf(IssueTokenResponse token) {
    return JWT.decode(token.getAccessToken()).getClaim("sid").asString();
  }

  static void endSessionsOf(Session session) {
    assertThat(
            auth.service(auth.server, "user-service")
                .endUserSessions(
                    EndUserSessionsRequest.newBuilder()
                        .setUserId(session.getUser().getUserId())
                        .build())
                .getEnded())
        .isPositive();
  }

  static List<Document> stored(String collection) {
    try (MongoClient client = MongoClients.create(auth.mongo.uri("auth"))) {
      return client.getDatabase("auth").getCollection(collection).find().into(new ArrayList<>());
    }
  }

  static OAuthServiceBlockingStub basic(String credentials) {
    String encoded =
        Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return OAuthServiceGrpc.newBlockingStub(
        TestIdentity.with(anonymous(), Headers.AUTHORIZATION, "basic " + encoded));
  }

  static Channel anonymous() {
    return auth.identity.anonymous(auth.server.grpcPort());
  }

  static HttpResponse<String> use(String key) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + auth.server.httpPort() + "/internal/apiKeys:use");
    return HTTP.send(
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(key)).build(),
        BodyHandlers.ofString());
  }
}
