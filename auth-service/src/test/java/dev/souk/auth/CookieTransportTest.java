package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.souk.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.Transport;
import dev.souk.kit.error.Reason;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 17: tokens that the gateway keeps in cookies never stand in a body. */
class CookieTransportTest {
  private static final Metadata.Key<String> REFRESH_TOKEN = key("x-session-refresh-token");

  @TempDir static Path folder;
  private static AuthFixture auth;

  private final AtomicReference<Metadata> metadata = new AtomicReference<>();
  private final AtomicReference<Metadata> trailers = new AtomicReference<>();

  @BeforeAll
  static void start() throws Exception {
    auth = new AuthFixture(folder);
  }

  @AfterAll
  static void stop() {
    auth.close();
  }

  private AuthServiceBlockingStub gateway() {
    return auth.anybody()
        .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(metadata, trailers));
  }

  private Session register() {
    return gateway()
        .register(
            AuthFixture.account(AuthFixture.newEmail()).toBuilder()
                .setTransport(Transport.TRANSPORT_COOKIE)
                .build());
  }

  private Session refreshByMetadata(String token, RefreshRequest request) {
    Metadata cookie = new Metadata();
    cookie.put(REFRESH_TOKEN, token);
    return gateway()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(cookie))
        .refresh(request);
  }

  private String sent(String name) {
    return metadata.get().get(key(name));
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  @Test
  @DisplayName("17: with cookies asked for, the tokens are metadata and the body has the rest")
  void tokens_for_cookies_are_metadata_alone() {
    Session session = register();

    assertThat(session.getAccessToken()).isEmpty();
    assertThat(session.getRefreshToken()).isEmpty();
    assertThat(session.getUser().getUserId()).isNotEmpty();
    DecodedJWT token = JWT.decode(sent("x-session-access-token"));
    assertThat(token.getClaim("sid").asString())
        .isEqualTo(session.getSessionId())
        .isEqualTo(sent("x-session-id"));
    assertThat(sent("x-session-access-token-expires"))
        .isEqualTo(Long.toString(token.getExpiresAtAsInstant().getEpochSecond()))
        .isEqualTo(Long.toString(session.getAccessTokenExpireTime().getSeconds()));
    assertThat(sent("x-session-refresh-token-expires"))
        .isEqualTo(Long.toString(session.getRefreshTokenExpireTime().getSeconds()));
  }

  @Test
  @DisplayName("17: without cookies asked for, no token is metadata")
  void tokens_for_the_body_are_not_metadata() {
    for (Transport transport :
        new Transport[] {Transport.TRANSPORT_UNSPECIFIED, Transport.TRANSPORT_BODY}) {
      Session session =
          gateway()
              .register(
                  AuthFixture.account(AuthFixture.newEmail()).toBuilder()
                      .setTransport(transport)
                      .build());
      assertThat(session.getAccessToken()).isNotEmpty();
      assertThat(session.getRefreshToken()).isNotEmpty();
      assertThat(metadata.get().keys()).noneMatch(name -> name.startsWith("x-session-"));
    }
  }

  @Test
  @DisplayName("17: a login can ask for cookies, and a refused one sends nothing ahead")
  void a_refused_login_sends_no_metadata() {
    Session session = register();
    LoginRequest right =
        LoginRequest.newBuilder()
            .setEmail(session.getUser().getEmail())
            .setPassword(FakeUserService.PASSWORD)
            .setTransport(Transport.TRANSPORT_COOKIE)
            .build();
    assertThat(gateway().login(right).getAccessToken()).isEmpty();
    assertThat(sent("x-session-access-token")).isNotEmpty();

    metadata.set(null);
    LoginRequest wrong = right.toBuilder().setPassword("not the password").build();
    assertRefused(Reason.INVALID_CREDENTIALS, () -> gateway().login(wrong));
    assertThat(metadata.get()).isNull();
  }

  @Test
  @DisplayName("17: a refresh by cookie answers by cookie, for ever")
  void a_refresh_by_cookie_answers_by_cookie() {
    Session session = register();
    for (int i = 0; i < 3; i++) {
      String token = sent("x-session-refresh-token");
      Session next = refreshByMetadata(token, RefreshRequest.getDefaultInstance());
      assertThat(next.getSessionId()).isEqualTo(session.getSessionId());
      assertThat(next.getAccessToken()).isEmpty();
      assertThat(next.getRefreshToken()).isEmpty();
      assertThat(sent("x-session-refresh-token")).isNotEqualTo(token);
    }
  }

  @Test
  @DisplayName("17: a refresh token in the body is answered in the body, whatever the cookie says")
  void the_body_wins_over_the_cookie() {
    register();
    String cookie = sent("x-session-refresh-token");
    Session other = auth.register();

    Session next =
        refreshByMetadata(
            cookie, RefreshRequest.newBuilder().setRefreshToken(other.getRefreshToken()).build());

    assertThat(next.getSessionId()).isEqualTo(other.getSessionId());
    assertThat(next.getRefreshToken()).isNotEmpty();
    assertThat(metadata.get().containsKey(REFRESH_TOKEN)).isFalse();
    refreshByMetadata(cookie, RefreshRequest.getDefaultInstance());
  }

  @Test
  @DisplayName("17: a refresh without a token, and with what is none, is refused")
  void a_refresh_without_a_token_is_refused() {
    assertRefused(Reason.TOKEN_MISSING, () -> auth.refresh(""));
    for (String wrong : new String[] {"", "x", "A".repeat(99), "A".repeat(9_000)}) {
      assertRefused(
          Reason.TOKEN_INVALID,
          () -> refreshByMetadata(wrong, RefreshRequest.getDefaultInstance()));
    }
  }

  @Test
  @DisplayName("105: a refresh token begins with its session's id, from which the gateway knows it")
  void a_refresh_token_begins_with_its_session() {
    Session session = auth.register();
    byte[] bytes = Base64.getUrlDecoder().decode(session.getRefreshToken());
    String id = new String(Arrays.copyOf(bytes, 26), StandardCharsets.US_ASCII);
    assertThat("ses_" + id).isEqualTo(session.getSessionId());
  }
}
