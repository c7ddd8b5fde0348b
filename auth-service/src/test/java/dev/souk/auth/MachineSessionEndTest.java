package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.auth.v1.CreateApiKeyResponse;
import dev.souk.auth.v1.IssueTokenResponse;
import dev.souk.auth.v1.OAuthServiceGrpc;
import dev.souk.auth.v1.OAuthServiceGrpc.OAuthServiceBlockingStub;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("15: what ends the tokens of an API key")
class MachineSessionEndTest extends ApiKeyHolder {
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
}
