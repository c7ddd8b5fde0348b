package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("8: the grace for a client that lost the answer to a refresh")
class LostAnswerTest {
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

  private static Session refreshAt(RunningServer instance, Session session) {
    return AuthServiceGrpc.newBlockingStub(auth.identity.anonymous(instance.grpcPort()))
        .refresh(RefreshRequest.newBuilder().setRefreshToken(session.getRefreshToken()).build());
  }

  private static Document stored(Session session) {
    try (MongoClient client = MongoClients.create(auth.mongo.uri("auth"))) {
      return Objects.requireNonNull(
          client
              .getDatabase(auth.mongo.name("auth"))
              .getCollection("sessions")
              .find(Filters.eq("_id", session.getSessionId()))
              .first());
    }
  }

  private static void assertEnded(Session session) {
    assertRefused(
        Reason.TOKEN_REVOKED,
        () -> auth.holderOf(session).logout(LogoutRequest.getDefaultInstance()));
    assertThat(auth.redis.exists("souk:revoked:" + session.getSessionId())).isTrue();
  }

  @Test
  void the_spent_token_is_answered_with_the_same_successor() {
    Session first = auth.register();
    Session second = auth.refresh(first.getRefreshToken());
    try (RunningServer later = auth.instanceAhead(Duration.ofSeconds(8))) {
      Session again = refreshAt(later, first);
      assertThat(again.getRefreshToken()).isEqualTo(second.getRefreshToken());
      assertThat(again.getSessionId()).isEqualTo(first.getSessionId());
      assertThat(again.getRefreshTokenExpireTime().getSeconds())
          .isEqualTo(second.getRefreshTokenExpireTime().getSeconds());
      assertThat(again.getAccessToken()).isNotEqualTo(second.getAccessToken());
      assertThat(
              AuthServiceGrpc.newBlockingStub(
                      auth.identity.withToken(later.grpcPort(), again.getAccessToken()))
                  .logout(LogoutRequest.getDefaultInstance()))
          .isNotNull();
    }
  }

  @Test
  void after_ten_seconds_the_spent_token_ends_the_session() {
    Session first = auth.register();
    Session second = auth.refresh(first.getRefreshToken());
    try (RunningServer later = auth.instanceAhead(Duration.ofSeconds(10))) {
      assertRefused(Reason.REFRESH_REUSED, () -> refreshAt(later, first));
    }
    assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(second.getRefreshToken()));
    assertEnded(second);
  }

  @Test
  void once_the_successor_is_spent_the_spent_token_ends_the_session() {
    Session first = auth.register();
    Session second = auth.refresh(first.getRefreshToken());
    Session third = auth.refresh(second.getRefreshToken());
    assertRefused(Reason.REFRESH_REUSED, () -> auth.refresh(first.getRefreshToken()));
    assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(third.getRefreshToken()));
    assertEnded(third);
  }

  @Test
  void refreshes_at_once_with_one_token_all_get_the_same_successor() throws Exception {
    for (int round = 0; round < 5; round++) {
      Session session = auth.register();
      Set<String> successors = new ConcurrentSkipListSet<>();
      assertThat(
              AuthFixture.atOnce(
                  round == 0 ? 2 : 8,
                  () -> successors.add(auth.refresh(session.getRefreshToken()).getRefreshToken())))
          .containsOnly("OK");
      assertThat(successors).hasSize(1).doesNotContain(session.getRefreshToken());
      assertThat(auth.refresh(successors.iterator().next()).getSessionId())
          .isEqualTo(session.getSessionId());
    }
  }

  @Test
  void it_does_not_outlive_the_session() {
    Session first = auth.register();
    Session second = auth.refresh(first.getRefreshToken());
    assertThat(auth.holderOf(second).logout(LogoutRequest.getDefaultInstance())).isNotNull();
    assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(first.getRefreshToken()));
  }

  @Test
  void a_disabled_user_gets_none() {
    Session first = auth.register();
    Session second = auth.refresh(first.getRefreshToken());
    auth.users.disable(first.getUser().getUserId());
    assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(first.getRefreshToken()));
    assertEnded(second);
  }

  @Test
  void the_store_has_the_successor_sealed_and_not_for_long() {
    Session first = auth.register();
    Session second = auth.refresh(first.getRefreshToken());
    Document document = stored(first);
    assertThat(document).containsKeys("successor", "successionEnd");
    assertThat(document.toJson()).doesNotContain(first.getRefreshToken(), second.getRefreshToken());
    try (RunningServer later = auth.instanceAhead(Duration.ofSeconds(30))) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              assertThat(stored(first))
                  .doesNotContainKeys("successor", "successionEnd", "predecessorHash"));
      assertThat(refreshAt(later, second).getSessionId()).isEqualTo(first.getSessionId());
    }
  }
}
