package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.souk.auth.v1.CreateApiKeyResponse;
import dev.souk.auth.v1.IntrospectTokenResponse;
import dev.souk.auth.v1.IssueTokenRequest;
import dev.souk.auth.v1.IssueTokenResponse;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.OAuthServiceGrpc;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.Reason;
import dev.souk.kit.identity.Headers;
import dev.souk.kit.testing.TestIdentity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("15: tokens for API keys")
class ClientCredentialsTest extends ApiKeyHolder {
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
}
