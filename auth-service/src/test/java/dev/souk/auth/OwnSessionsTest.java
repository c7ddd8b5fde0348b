package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.souk.auth.v1.ActiveSession;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.DeleteSessionRequest;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.ListSessionsResponse;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.RevokeOtherSessionsRequest;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows 10 to 12: what users see of their sessions, and end. */
class OwnSessionsTest {
  private static final String PHONE = "SoukApp/3.1 (Android 16)";
  private static final String LAPTOP = "Mozilla/5.0 (X11; Linux x86_64)";

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

  private static ListSessionsResponse page(Session caller, int size, String token) {
    return auth.holderOf(caller)
        .listSessions(
            ListSessionsRequest.newBuilder().setPageSize(size).setPageToken(token).build());
  }

  private static List<ActiveSession> list(Session caller) {
    return page(caller, 0, "").getSessionsList();
  }

  private static List<String> ids(List<ActiveSession> sessions) {
    return sessions.stream().map(ActiveSession::getSessionId).toList();
  }

  private static Session another(Session session) {
    return auth.login(session.getUser().getEmail(), FakeUserService.PASSWORD);
  }

  private static void delete(Session caller, String sessionId) {
    assertThat(
            auth.holderOf(caller)
                .deleteSession(DeleteSessionRequest.newBuilder().setSessionId(sessionId).build()))
        .isNotNull();
  }

  private static int revokeOthers(Session caller) {
    return auth.holderOf(caller)
        .revokeOtherSessions(RevokeOtherSessionsRequest.getDefaultInstance())
        .getEnded();
  }

  private static boolean isRevoked(Session session) {
    return auth.redis.exists("souk:revoked:" + session.getSessionId());
  }

  @Test
  @DisplayName("10, 11: own sessions are listed newest first, with their devices, one as current")
  void own_sessions_are_listed_with_their_devices() {
    String email = AuthFixture.newEmail();
    Session phone = auth.from("203.0.113.7", PHONE).register(AuthFixture.account(email));
    Session laptop =
        auth.from("2001:db8::7", LAPTOP)
            .login(
                LoginRequest.newBuilder()
                    .setEmail(email)
                    .setPassword(FakeUserService.PASSWORD)
                    .build());
    auth.register();

    List<ActiveSession> listed = list(phone);
    assertThat(ids(listed)).containsExactly(laptop.getSessionId(), phone.getSessionId());
    ActiveSession first = listed.getLast();
    assertThat(first.getDeviceName()).isEqualTo("Ada's phone");
    assertThat(first.getIpAddress()).isEqualTo("203.0.113.7");
    assertThat(first.getUserAgent()).isEqualTo(PHONE);
    assertThat(first.getCurrent()).isTrue();
    assertThat(first.getLastSeenTime()).isEqualTo(first.getCreateTime());
    assertThat(Timestamps.between(first.getCreateTime(), first.getExpireTime()).getSeconds())
        .isEqualTo(Duration.ofDays(14).toSeconds());
    ActiveSession second = listed.getFirst();
    assertThat(second.getDeviceName()).isEmpty();
    assertThat(second.getIpAddress()).isEqualTo("2001:db8::7");
    assertThat(second.getUserAgent()).isEqualTo(LAPTOP);
    assertThat(second.getCurrent()).isFalse();
    assertThat(list(laptop).getFirst().getCurrent()).isTrue();
  }

  @Test
  @DisplayName("10: a refresh moves when and where a session was last seen, and no more")
  void a_refresh_moves_when_a_session_was_last_seen() {
    Session session =
        auth.from("203.0.113.7", PHONE).register(AuthFixture.account(AuthFixture.newEmail()));
    ActiveSession before = list(session).getFirst();
    try (RunningServer later = auth.instanceAhead(Duration.ofMinutes(3))) {
      Session refreshed =
          AuthServiceGrpc.newBlockingStub(auth.identity.anonymous(later.grpcPort()))
              .refresh(
                  RefreshRequest.newBuilder().setRefreshToken(session.getRefreshToken()).build());
      ActiveSession after = list(session).getFirst();
      assertThat(Timestamps.between(before.getLastSeenTime(), after.getLastSeenTime()).getSeconds())
          .isBetween(180L, 240L);
      assertThat(after)
          .isEqualTo(
              before.toBuilder()
                  .setLastSeenTime(after.getLastSeenTime())
                  .setExpireTime(after.getExpireTime())
                  .setIpAddress("127.0.0.1")
                  .clearUserAgent()
                  .build());
      assertThat(
              auth.from("198.51.100.9", LAPTOP)
                  .refresh(
                      RefreshRequest.newBuilder()
                          .setRefreshToken(refreshed.getRefreshToken())
                          .build())
                  .hasUser())
          .isTrue();
      assertThat(list(session).getFirst().getIpAddress()).isEqualTo("198.51.100.9");
      assertThat(list(session).getFirst().getUserAgent()).isEqualTo(LAPTOP);
    }
  }

  @Test
  @DisplayName("10: what is no address is not shown, and of a long name its beginning")
  void hostile_origins_are_not_shown() {
    for (String address : List.of("localhost", "203.0.113.7, 10.0.0.1", "<b>", "1".repeat(60))) {
      Session session =
          auth.from(address, "x".repeat(9_000))
              .register(AuthFixture.account(AuthFixture.newEmail()));
      ActiveSession shown = list(session).getFirst();
      assertThat(shown.getIpAddress()).isEqualTo("127.0.0.1");
      assertThat(shown.getUserAgent()).isEqualTo("x".repeat(256));
    }
  }

  @Test
  @DisplayName("10: a session from before addresses were kept is listed without")
  void a_session_from_before_is_listed() {
    Session session = auth.register();
    try (MongoClient client = MongoClients.create(auth.mongo.uri("auth"))) {
      client
          .getDatabase(auth.mongo.name("auth"))
          .getCollection("sessions")
          .updateOne(
              Filters.eq("_id", session.getSessionId()),
              Updates.combine(Updates.unset("ipAddress"), Updates.unset("userAgent")));
    }
    assertThat(list(session).getFirst().getIpAddress()).isEmpty();
  }

  @Test
  @DisplayName("11: pages follow each other, hold what is the caller's, and end")
  void pages_follow_each_other() {
    Session session = auth.register();
    List<String> expected = new ArrayList<>(List.of(session.getSessionId()));
    for (int i = 0; i < 4; i++) {
      expected.addFirst(another(session).getSessionId());
    }
    List<String> read = new ArrayList<>();
    String token = "";
    do {
      ListSessionsResponse page = page(session, 2, token);
      assertThat(page.getSessionsCount()).isBetween(1, 2);
      read.addAll(ids(page.getSessionsList()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertThat(read).isEqualTo(expected);
    String foreign = page(session, 2, "").getNextPageToken();
    assertRefused(Reason.PAGE_TOKEN_INVALID, () -> page(auth.register(), 2, foreign));
    assertRefused(Reason.PAGE_TOKEN_INVALID, () -> page(session, 2, "x"));
    assertRefused(Reason.INVALID_FIELD, () -> page(session, -1, ""));
  }

  @Test
  @DisplayName("11: a session that is over, ended or run out, is not listed")
  void sessions_that_are_over_are_not_listed() {
    Session session = auth.register();
    Session ended = another(session);
    delete(ended, ended.getSessionId());
    assertThat(ids(list(session))).containsExactly(session.getSessionId());
    try (RunningServer later = auth.instanceAhead(Duration.ofDays(14).plusMinutes(1))) {
      Session fresh =
          AuthServiceGrpc.newBlockingStub(auth.identity.anonymous(later.grpcPort()))
              .login(
                  LoginRequest.newBuilder()
                      .setEmail(session.getUser().getEmail())
                      .setPassword(FakeUserService.PASSWORD)
                      .build());
      assertThat(
              ids(
                  AuthServiceGrpc.newBlockingStub(
                          auth.identity.withToken(later.grpcPort(), fresh.getAccessToken()))
                      .listSessions(ListSessionsRequest.getDefaultInstance())
                      .getSessionsList()))
          .containsExactly(fresh.getSessionId());
    }
  }

  @Test
  @DisplayName("12: ending one session ends it at once and no other, and again changes nothing")
  void ending_one_session() {
    Session session = auth.register();
    Session other = another(session);
    delete(session, other.getSessionId());
    assertThat(isRevoked(other)).isTrue();
    assertRefused(Reason.TOKEN_REVOKED, () -> list(other));
    assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(other.getRefreshToken()));
    auth.redis.del("souk:revoked:" + other.getSessionId());
    delete(session, other.getSessionId());
    assertThat(isRevoked(other)).isTrue();
    assertThat(ids(list(session))).containsExactly(session.getSessionId());

    delete(session, session.getSessionId());
    assertThat(isRevoked(session)).isTrue();
    assertRefused(Reason.TOKEN_REVOKED, () -> list(session));
  }

  @Test
  @DisplayName("12: somebody else's session is not found, like one that never was, and goes on")
  void the_sessions_of_others_are_not_found() {
    Session session = auth.register();
    Session stranger = auth.register();
    for (String id :
        List.of(
            stranger.getSessionId(), "ses_01jd8m3q4ref7vd8z8p4v6k1nc", "x", "", "\u0000", "$ne")) {
      assertRefused(Reason.RESOURCE_NOT_FOUND, () -> delete(session, id));
    }
    assertThat(isRevoked(stranger)).isFalse();
    assertThat(auth.refresh(stranger.getRefreshToken()).hasUser()).isTrue();
  }

  @Test
  @DisplayName("12: ending all others keeps this one, and those of other users")
  void ending_all_others() {
    Session session = auth.register();
    Session second = another(session);
    Session third = another(session);
    Session stranger = auth.register();
    assertThat(revokeOthers(session)).isEqualTo(2);
    assertThat(revokeOthers(session)).isZero();
    assertThat(isRevoked(second)).isTrue();
    assertThat(isRevoked(third)).isTrue();
    assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(third.getRefreshToken()));
    assertThat(ids(list(session))).containsExactly(session.getSessionId());
    assertThat(auth.refresh(session.getRefreshToken()).hasUser()).isTrue();
    assertThat(auth.refresh(stranger.getRefreshToken()).hasUser()).isTrue();
  }

  @Test
  @DisplayName("11, 12: sessions are for who is signed in")
  void sessions_are_for_who_is_signed_in() {
    assertRefused(
        Reason.TOKEN_MISSING,
        () -> auth.anybody().listSessions(ListSessionsRequest.getDefaultInstance()));
    assertRefused(
        Reason.TOKEN_MISSING,
        () -> auth.anybody().revokeOtherSessions(RevokeOtherSessionsRequest.getDefaultInstance()));
    assertRefused(
        Reason.TOKEN_MISSING,
        () -> auth.anybody().deleteSession(DeleteSessionRequest.getDefaultInstance()));
  }
}
