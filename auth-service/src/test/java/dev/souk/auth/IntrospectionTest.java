package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.souk.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import dev.souk.auth.v1.IntrospectTokenRequest;
import dev.souk.auth.v1.IntrospectTokenResponse;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.testing.ForgedTokens;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("14: introspection")
class IntrospectionTest {
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

  private static IntrospectTokenResponse introspect(String token) {
    return introspect(auth.service(auth.server, "order-service"), token);
  }

  private static IntrospectTokenResponse introspect(AuthServiceBlockingStub caller, String token) {
    return caller.introspectToken(IntrospectTokenRequest.newBuilder().setToken(token).build());
  }

  private static void assertInactive(IntrospectTokenResponse answer) {
    assertThat(answer).isEqualTo(IntrospectTokenResponse.getDefaultInstance());
  }

  @Test
  void a_living_token_is_told_in_full() {
    Session session = auth.register();
    DecodedJWT token = JWT.decode(session.getAccessToken());
    assertThat(introspect(session.getAccessToken()))
        .isEqualTo(
            IntrospectTokenResponse.newBuilder()
                .setActive(true)
                .setTokenType("Bearer")
                .setSub(session.getUser().getUserId())
                .setUsername(session.getUser().getEmail())
                .setIss("https://souk.local")
                .addAud("souk")
                .setJti(token.getId())
                .setIat(token.getIssuedAtAsInstant().getEpochSecond())
                .setExp(session.getAccessTokenExpireTime().getSeconds())
                .setSid(session.getSessionId())
                .addRoles("ROLE_CUSTOMER")
                .build());
  }

  @Test
  void a_token_whose_session_ended_is_not_active_even_while_redis_knows_nothing() {
    Session session = auth.register();
    assertThat(auth.holderOf(session).logout(LogoutRequest.getDefaultInstance())).isNotNull();
    auth.redis.del("souk:revoked:" + session.getSessionId());
    assertInactive(introspect(session.getAccessToken()));
  }

  @Test
  void a_token_that_expired_is_not_active() {
    Session session = auth.register();
    JWTCreator.Builder claims =
        auth.identity.claims(
            session.getUser().getUserId(), session.getSessionId(), List.of("ROLE_CUSTOMER"));
    assertThat(introspect(auth.identity.sign(claims)).getActive()).isTrue();
    Instant past = Instant.now().minusSeconds(1);
    assertInactive(introspect(auth.identity.sign(claims.withExpiresAt(past))));
  }

  @Test
  void what_is_no_access_token_of_the_service_is_not_active() {
    Session session = auth.register();
    String userId = session.getUser().getUserId();
    String sessionId = session.getSessionId();
    ForgedTokens forged =
        new ForgedTokens(
            RsaKeys.readPrivate(Path.of(auth.env().get("SOUK_SIGNING_KEY"))), userId, sessionId);
    assertThat(introspect(forged.sound()).getActive()).isTrue();
    forged
        .invalid()
        .forEach((defect, token) -> assertThat(introspect(token).getActive()).as(defect).isFalse());
    for (String wrong :
        List.of(
            "x",
            "a.b.c",
            session.getRefreshToken(),
            auth.identity.sessionToken(userId, "ses_01jd8m3q4ref7vd8z8p4v6k1nc"),
            auth.identity.sessionToken("usr_other", sessionId))) {
      assertInactive(introspect(wrong));
    }
    assertThat(introspect(session.getAccessToken()).getActive()).isTrue();
  }

  @Test
  void tokens_are_looked_into_by_services_alone() {
    Session session = auth.register();
    for (AuthServiceBlockingStub caller : List.of(auth.anybody(), auth.holderOf(session))) {
      assertRefused(Reason.CALLER_NOT_ALLOWED, () -> introspect(caller, session.getAccessToken()));
    }
    assertRefused(Reason.INVALID_FIELD, () -> introspect(""));
  }
}
