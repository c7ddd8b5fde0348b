package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.google.api.HttpBody;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.souk.auth.v1.GetKeySetRequest;
import dev.souk.auth.v1.KeyServiceGrpc;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Jwks;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.server.RunningServer;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in, staying signed in, and what a thief meets. */
class SessionsTest {
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

  private static List<Document> stored() {
    try (MongoClient client = MongoClients.create(auth.mongo.uri("auth"))) {
      return client
          .getDatabase(auth.mongo.name("auth"))
          .getCollection("sessions")
          .find()
          .into(new ArrayList<>());
    }
  }

  private static HttpResponse<String> jwks(String method, String... headers) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:" + auth.server.httpPort() + "/.well-known/jwks.json"))
              .method(method, HttpRequest.BodyPublishers.noBody());
      if (headers.length > 0) {
        request.headers(headers);
      }
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  @DisplayName("1: signing up signs in")
  void signing_up_signs_in() {
    String email = AuthFixture.newEmail();
    Session session = auth.anybody().register(AuthFixture.account(email));
    assertThat(session.getSessionId()).startsWith("ses_").hasSize(30);
    assertThat(session.getUser().getEmail()).isEqualTo(email);
    assertThat(session.getUser().getRolesList()).containsExactly("ROLE_CUSTOMER");
    assertThat(auth.login(email, FakeUserService.PASSWORD).getSessionId())
        .isNotEqualTo(session.getSessionId());
  }

  @Test
  @DisplayName("1: what user-service refuses is refused with its own error")
  void refusals_of_user_service_are_passed_on() {
    String email = AuthFixture.newEmail();
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            auth.anybody()
                .register(AuthFixture.account(email).toBuilder().setPassword("password").build()));
    auth.anybody().register(AuthFixture.account(email));
    assertRefused(Reason.EMAIL_TAKEN, () -> auth.anybody().register(AuthFixture.account(email)));
  }

  @Test
  @DisplayName("6: the access token says who, for how long, and verifies with the published key")
  void the_access_token_verifies_with_the_published_key() throws Exception {
    Instant before = Instant.now();
    Session session = auth.register();
    HttpResponse<String> published = jwks("GET");
    Map<String, RSAPublicKey> keys = Jwks.parse(published.body());
    DecodedJWT decoded = JWT.decode(session.getAccessToken());
    RSAPublicKey key = keys.get(decoded.getKeyId());
    assertThat(decoded.getKeyId()).isEqualTo(RsaKeys.thumbprint(key));
    DecodedJWT token =
        JWT.require(Algorithm.RSA256(key, null)).build().verify(session.getAccessToken());
    assertThat(token.getIssuer()).isEqualTo("https://souk.local");
    assertThat(token.getAudience()).containsExactly("souk");
    assertThat(token.getSubject()).isEqualTo(session.getUser().getUserId());
    assertThat(token.getClaim("sid").asString()).isEqualTo(session.getSessionId());
    assertThat(token.getClaim("typ").asString()).isEqualTo("access");
    assertThat(token.getClaim("email").asString()).isEqualTo(session.getUser().getEmail());
    assertThat(token.getClaim("roles").asList(String.class)).containsExactly("ROLE_CUSTOMER");
    assertThat(token.getId()).isNotEmpty();
    assertThat(Duration.between(before, token.getExpiresAtAsInstant()))
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
    assertThat(session.getAccessTokenExpireTime().getSeconds())
        .isEqualTo(token.getExpiresAtAsInstant().getEpochSecond());
  }

  @Test
  @DisplayName("14: the key set is public, cacheable and read-only")
  void the_key_set_is_cacheable() throws Exception {
    HttpResponse<String> published = jwks("GET");
    assertThat(published.statusCode()).isEqualTo(200);
    assertThat(published.headers().firstValue("content-type")).contains("application/json");
    assertThat(published.headers().firstValue("cache-control").orElse(""))
        .contains("public")
        .contains("max-age=");
    assertThat(published.body()).doesNotContain("\"d\"").doesNotContain("\"p\"");
    assertThat(jwks("POST").statusCode()).isEqualTo(405);
  }

  @Test
  @DisplayName("14: the gateway is given the same key set, with what caches have to know")
  void the_gateway_is_given_the_same_key_set() throws Exception {
    HttpResponse<String> published = jwks("GET");
    AtomicReference<Metadata> headers = new AtomicReference<>();
    HttpBody body =
        KeyServiceGrpc.newBlockingStub(auth.identity.anonymous(auth.server.grpcPort()))
            .withInterceptors(
                MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
            .getKeySet(GetKeySetRequest.getDefaultInstance());
    assertThat(body.getData().toStringUtf8()).isEqualTo(published.body());
    assertThat(body.getContentType()).isEqualTo("application/json");
    for (String name : List.of("cache-control", "etag")) {
      Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
      assertThat(headers.get().get(key))
          .isEqualTo(published.headers().firstValue(name).orElseThrow());
    }
  }

  @Test
  @DisplayName("14: who has the key set is told that it is the present one, and sent nothing")
  void a_key_set_that_is_known_is_not_sent_again() throws Exception {
    String tag = jwks("GET").headers().firstValue("etag").orElseThrow();
    assertThat(tag).matches("\"[\\w-]{43}\"");
    for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      HttpResponse<String> answer = jwks("GET", "If-None-Match", known);
      assertThat(answer.statusCode()).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("etag")).contains(tag);
      assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("max-age=");
    }
    for (String other : List.of("\"other\"", tag.replace("\"", ""), "")) {
      assertThat(jwks("GET", "If-None-Match", other).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("7: a refresh token buys new tokens of the same session, with today's rights")
  void a_refresh_token_buys_new_tokens() {
    Session first = auth.register();
    auth.users.makeSeller(first.getUser().getUserId());
    Session second = auth.refresh(first.getRefreshToken());
    assertThat(second.getSessionId()).isEqualTo(first.getSessionId());
    assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
    assertThat(JWT.decode(second.getAccessToken()).getClaim("roles").asList(String.class))
        .containsExactly("ROLE_CUSTOMER", "ROLE_SELLER");
    assertThat(auth.refresh(second.getRefreshToken()).getSessionId())
        .isEqualTo(first.getSessionId());
  }

  @Test
  @DisplayName("7: the store holds no token")
  void the_store_holds_no_token() {
    Session session = auth.register();
    assertThat(stored())
        .isNotEmpty()
        .allSatisfy(document ->
            assertThat(document.toJson())
                .doesNotContain(session.getRefreshToken())
                .doesNotContain(session.getAccessToken()));
  }

  @Test
  @DisplayName("8: who makes up a token ends nobody's session")
  void made_up_tokens_end_no_session() {
    Session session = auth.register();
    String token = session.getRefreshToken();
    char other = token.charAt(60) == 'A' ? 'B' : 'A';
    for (String wrong :
        List.of(
            "x",
            "A".repeat(99),
            "\u00e4".repeat(99),
            token + "A",
            token.substring(1),
            token.substring(0, 60) + other + token.substring(61),
            session.getAccessToken().substring(0, 99))) {
      assertRefused(Reason.TOKEN_INVALID, () -> auth.refresh(wrong));
    }
    assertThat(auth.refresh(token).getSessionId()).isEqualTo(session.getSessionId());
  }

  @Test
  @DisplayName("7: a refresh token that is not used for 14 days ends")
  void an_idle_refresh_token_ends() {
    Session session = auth.register();
    try (RunningServer before = auth.instanceAhead(Duration.ofDays(14).minusMinutes(1));
        RunningServer after = auth.instanceAhead(Duration.ofDays(14))) {
      assertRefused(Reason.TOKEN_EXPIRED, () -> refreshAt(after, session));
      assertThat(refreshAt(before, session).getSessionId()).isEqualTo(session.getSessionId());
    }
  }

  @Test
  @DisplayName("7: a session ends after 90 days however much it is used")
  void a_session_ends_after_ninety_days() {
    Session session = auth.register();
    for (int days = 13; days < 90; days += 13) {
      try (RunningServer instance = auth.instanceAhead(Duration.ofDays(days))) {
        session = refreshAt(instance, session);
      }
    }
    Session last = session;
    assertThat(Instant.ofEpochSecond(last.getRefreshTokenExpireTime().getSeconds()))
        .isBefore(Instant.now().plus(Duration.ofDays(90)));
    try (RunningServer instance = auth.instanceAhead(Duration.ofDays(90))) {
      assertRefused(Reason.TOKEN_EXPIRED, () -> refreshAt(instance, last));
    }
  }

  private static Session refreshAt(RunningServer instance, Session session) {
    return dev.souk.auth.v1.AuthServiceGrpc.newBlockingStub(
            auth.identity.anonymous(instance.grpcPort()))
        .refresh(
            dev.souk.auth.v1.RefreshRequest.newBuilder()
                .setRefreshToken(session.getRefreshToken())
                .build());
  }

  @Test
  @DisplayName("7: a refresh that could not read the account has not spent the token")
  void a_failed_refresh_spends_nothing() {
    Session session = auth.register();
    auth.users.goAway();
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> auth.refresh(session.getRefreshToken()));
    auth.users.workAgain();
    assertThat(auth.refresh(session.getRefreshToken()).getSessionId())
        .isEqualTo(session.getSessionId());
  }

  @Test
  @DisplayName("20: a disabled user is refused at login and at refresh")
  void a_disabled_user_is_refused() {
    Session session = auth.register();
    auth.users.disable(session.getUser().getUserId());
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () -> auth.login(session.getUser().getEmail(), FakeUserService.PASSWORD));
    assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(session.getRefreshToken()));
    assertThat(auth.redis.exists("souk:revoked:" + session.getSessionId())).isTrue();
  }

  @Test
  @DisplayName("13: an account changed while logging in has to be proven again")
  void an_account_changed_while_logging_in_has_to_be_proven_again() {
    Session session = auth.register();
    auth.users.changeAfterVerifying();
    assertRefused(
        Reason.CONTENTION,
        () -> auth.login(session.getUser().getEmail(), FakeUserService.PASSWORD));
    assertThat(stored())
        .filteredOn(document -> document.get("userId").equals(session.getUser().getUserId()))
        .hasSize(1);
  }

  @Test
  @DisplayName("20: a user disabled while logging in gets no session")
  void a_user_disabled_while_logging_in_gets_no_session() {
    Session session = auth.register();
    auth.users.disableAfterVerifying();
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () -> auth.login(session.getUser().getEmail(), FakeUserService.PASSWORD));
    assertThat(stored())
        .filteredOn(document -> document.get("userId").equals(session.getUser().getUserId()))
        .hasSize(1);
  }
}
