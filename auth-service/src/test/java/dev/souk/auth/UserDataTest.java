package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.souk.auth.v1.EraseUserRequest;
import dev.souk.auth.v1.ExportSessionsRequest;
import dev.souk.auth.v1.KeptSession;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.RequestPasswordResetRequest;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.UserDataServiceGrpc;
import dev.souk.auth.v1.UserDataServiceGrpc.UserDataServiceBlockingStub;
import dev.souk.kit.error.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service tells of a user, and what is left when the account is gone. */
class UserDataTest {
  @TempDir static Path folder;
  private static AuthFixture auth;

  @BeforeAll
  static void start() throws IOException {
    auth = new AuthFixture(folder);
  }

  @AfterAll
  static void stop() {
    auth.close();
  }

  @Test
  @DisplayName("30: an export has every session that is kept, with those that have ended")
  void an_export_has_every_session() {
    String email = AuthFixture.newEmail();
    Session first = auth.from("203.0.113.7", "curl/8").register(AuthFixture.account(email));
    Session second = auth.login(email, FakeUserService.PASSWORD);
    var _ = auth.holderOf(second).logout(LogoutRequest.getDefaultInstance());

    List<KeptSession> sessions = export(first.getUser().getUserId());

    assertThat(sessions)
        .extracting(KeptSession::getSessionId)
        .containsExactly(second.getSessionId(), first.getSessionId());
    assertThat(sessions.getFirst().hasEndTime()).isTrue();
    assertThat(sessions.getLast().hasEndTime()).isFalse();
    assertThat(sessions.getLast().getIpAddress()).isEqualTo("203.0.113.7");
    assertThat(sessions.getLast().getUserAgent()).isEqualTo("curl/8");
    assertThat(sessions.getLast().getDeviceName()).isEqualTo("Ada's phone");
    assertThat(export("usr_nobody")).isEmpty();
  }

  @Test
  @DisplayName("26: erasing ends every session and forgets where it was used")
  void erasing_ends_sessions_and_forgets_where_they_were_used() {
    String email = AuthFixture.newEmail();
    Session session = auth.from("203.0.113.8", "curl/8").register(AuthFixture.account(email));
    Session other = auth.register();
    String userId = session.getUser().getUserId();

    erase(userId, email);
    erase(userId, email);

    assertRefused(Reason.TOKEN_REVOKED, () -> auth.refresh(session.getRefreshToken()));
    assertThat(stored("sessions", "userId", userId)).hasSize(1);
    assertThat(stored("sessions", "userId", userId).toString())
        .doesNotContain("203.0.113.8", "curl", "Ada");
    assertThat(export(userId).getFirst().hasEndTime()).isTrue();
    assertThat(
            auth.holderOf(other)
                .listSessions(ListSessionsRequest.getDefaultInstance())
                .getSessionsList())
        .as("another user's")
        .hasSize(1);
  }

  @Test
  void erasing_forgets_mails_but_not_those_of_the_next_account_with_the_address() {
    String email = AuthFixture.newEmail();
    Session session = auth.anybody().register(AuthFixture.account(email));
    requestReset(email);
    Timestamp deleted = Timestamps.fromMillis(Instant.now().toEpochMilli());
    String before = session.getUser().getUserId();
    assertThat(stored("mailRequests", "emailKey", email)).hasSize(2);

    auth.users.forget(email);
    awaitLater(deleted);
    Session next = auth.anybody().register(AuthFixture.account(email));
    List<String> later =
        stored("mailRequests", "emailKey", email).stream()
            .filter(request ->
                request.getDate("createTime").toInstant().toEpochMilli()
                    > Timestamps.toMillis(deleted))
            .map(request -> request.getString("_id"))
            .toList();
    assertThat(later).hasSize(1);

    var _ =
        userService()
            .eraseUser(
                EraseUserRequest.newBuilder()
                    .setUserId(before)
                    .setEmail(email.toUpperCase(java.util.Locale.ROOT))
                    .setDeleteTime(deleted)
                    .build());

    assertThat(stored("mailRequests", "emailKey", email))
        .extracting(request -> request.getString("_id"))
        .isEqualTo(later);
    assertThat(auth.refresh(next.getRefreshToken()).getSessionId()).isEqualTo(next.getSessionId());
  }

  @Test
  void only_user_service_may_ask() {
    UserDataServiceBlockingStub orders =
        UserDataServiceGrpc.newBlockingStub(
            auth.identity.service(auth.server.grpcPort(), "auth-service", "order-service"));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> orders.exportSessions(ExportSessionsRequest.newBuilder().setUserId("usr_1").build()));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () ->
            orders.eraseUser(
                EraseUserRequest.newBuilder()
                    .setUserId("usr_1")
                    .setDeleteTime(Timestamp.getDefaultInstance())
                    .build()));
  }

  private static void awaitLater(Timestamp time) {
    org.awaitility.Awaitility.await()
        .until(() -> Instant.now().toEpochMilli() > Timestamps.toMillis(time));
  }

  private static void requestReset(String email) {
    var _ =
        auth.anybody()
            .requestPasswordReset(RequestPasswordResetRequest.newBuilder().setEmail(email).build());
  }

  private static UserDataServiceBlockingStub userService() {
    return UserDataServiceGrpc.newBlockingStub(
        auth.identity.service(auth.server.grpcPort(), "auth-service", "user-service"));
  }

  private static List<KeptSession> export(String userId) {
    return userService()
        .exportSessions(ExportSessionsRequest.newBuilder().setUserId(userId).build())
        .getSessionsList();
  }

  private static void erase(String userId, String email) {
    var _ =
        userService()
            .eraseUser(
                EraseUserRequest.newBuilder()
                    .setUserId(userId)
                    .setEmail(email)
                    .setDeleteTime(Timestamps.fromMillis(Instant.now().toEpochMilli()))
                    .build());
  }

  private static List<Document> stored(String collection, String field, String value) {
    try (MongoClient client = MongoClients.create(auth.mongo.uri("auth"))) {
      return client
          .getDatabase(auth.mongo.name("auth"))
          .getCollection(collection)
          .find(new Document(field, value))
          .into(new ArrayList<>());
    }
  }
}
