package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.souk.auth.v1.ChangePasswordRequest;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.RequestPasswordResetRequest;
import dev.souk.auth.v1.ResetPasswordRequest;
import dev.souk.auth.v1.RevokeOtherSessionsRequest;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.VerifyEmailRequest;
import dev.souk.embedded.EmbeddedKafka;
import dev.souk.event.v1.AuditEvent;
import dev.souk.event.v1.AuditEvent.Outcome;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.AuditTopic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("98: what auth-service writes into the audit trail")
class AuditTest {
  private static final String WRONG = "wrong horse battery";

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;
  private static AuthFixture auth;
  private static AuditTopic topic;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    auth = new AuthFixture(folder, kafka.settings());
    topic = new AuditTopic(kafka.bootstrap());
    // The topic is made with the first event.
    auth.register();
    await().atMost(Duration.ofSeconds(30)).until(() -> waiting(auth) == 0);
  }

  @AfterAll
  static void stop() {
    topic.close();
    auth.close();
    kafka.close();
  }

  @BeforeEach
  void forgetFailures() {
    auth.redis.keys("souk:*").stream()
        .filter(key -> key.startsWith("souk:login") || key.startsWith("souk:spraying"))
        .forEach(auth.redis::del);
  }

  private static long waiting(AuthFixture fixture) {
    try (MongoClient client = MongoClients.create(fixture.mongo.uri("auth"))) {
      return client
          .getDatabase(fixture.mongo.name("auth"))
          .getCollection("auditOutbox")
          .countDocuments();
    }
  }

  private static AuditEvent event(Predicate<AuditEvent> described) {
    return topic.until(described).stream().filter(described).findFirst().orElseThrow();
  }

  private static Predicate<AuditEvent> about(String resourceId, String action) {
    return event -> event.getResourceId().equals(resourceId) && event.getAction().equals(action);
  }

  @Test
  void a_sign_in_says_who_in_which_session_and_from_where() {
    String email = auth.register().getUser().getEmail();
    Session session =
        auth.from("203.0.113.7", "Firefox")
            .login(
                LoginRequest.newBuilder()
                    .setEmail(email)
                    .setPassword(FakeUserService.PASSWORD)
                    .build());
    AuditEvent event = event(about(session.getSessionId(), "session.opened"));
    assertThat(event.getActor()).isEqualTo(session.getUser().getUserId());
    assertThat(event.getOutcome()).isEqualTo(Outcome.OUTCOME_SUCCEEDED);
    assertThat(event.getIpAddress()).isEqualTo("203.0.113.7");
    assertThat(event.getUserAgent()).isEqualTo("Firefox");
    assertThat(event.getService()).isEqualTo("auth-service");
    assertThat(event.getRequestId()).isNotEmpty();
  }

  @Test
  void a_wrong_password_is_put_down_to_the_account_whose_address_was_given() {
    Session session = auth.register();
    assertRefused(
        Reason.INVALID_CREDENTIALS, () -> auth.login(session.getUser().getEmail(), WRONG));
    AuditEvent event = event(about(session.getUser().getUserId(), "session.refused"));
    assertThat(event.getActor()).isEqualTo("anonymous");
    assertThat(event.getOutcome()).isEqualTo(Outcome.OUTCOME_REFUSED);
    assertThat(event.getReason()).isEqualTo("INVALID_CREDENTIALS");
    assertThat(event.getResourceType()).isEqualTo("user");
  }

  @Test
  void an_address_that_nobody_has_is_not_in_the_trail() {
    String typed = "my-password-by-mistake@example.com";
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () ->
            auth.from("203.0.113.99", "")
                .login(LoginRequest.newBuilder().setEmail(typed).setPassword(WRONG).build()));
    AuditEvent event =
        event(found ->
            found.getAction().equals("session.refused")
                && found.getIpAddress().equals("203.0.113.99"));
    assertThat(event.getResourceId()).isEmpty();
    assertThat(topic.text()).doesNotContain("my-password-by-mistake");
  }

  @Test
  void locks_are_in_the_trail() {
    Session session = auth.register();
    String email = session.getUser().getEmail();
    for (int i = 0; i < 10; i++) {
      assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, WRONG));
    }
    assertRefused(Reason.LOCKED_OUT, () -> auth.login(email, WRONG));
    AuditEvent event =
        event(found ->
            found.getResourceId().equals(session.getUser().getUserId())
                && found.getReason().equals("LOCKED_OUT"));
    assertThat(event.getAction()).isEqualTo("session.refused");
    assertThat(event.getDetailsMap()).containsEntry("locked", "account");
  }

  @Test
  void ended_sessions_are_in_the_trail() {
    Session session = auth.register();
    String userId = session.getUser().getUserId();
    var _ =
        auth.holderOf(session).revokeOtherSessions(RevokeOtherSessionsRequest.getDefaultInstance());
    AuditEvent others = event(about(userId, "session.all_ended"));
    assertThat(others.getActor()).isEqualTo(userId);
    assertThat(others.getSessionId()).isEqualTo(session.getSessionId());
    var _ = auth.holderOf(session).logout(LogoutRequest.getDefaultInstance());
    assertThat(event(about(session.getSessionId(), "session.ended")).getActor()).isEqualTo(userId);
  }

  @Test
  void a_spent_refresh_token_that_comes_again_is_in_the_trail() {
    Session session = auth.register();
    String spent = session.getRefreshToken();
    Session second = auth.refresh(spent);
    var _ = auth.refresh(second.getRefreshToken());
    assertRefused(Reason.REFRESH_REUSED, () -> auth.refresh(spent));
    AuditEvent event = event(about(session.getSessionId(), "refresh.reused"));
    assertThat(event.getOutcome()).isEqualTo(Outcome.OUTCOME_REFUSED);
    assertThat(event.getReason()).isEqualTo("REFRESH_REUSED");
    assertThat(event.getDetailsMap()).containsEntry("userId", session.getUser().getUserId());
  }

  @Test
  void a_refused_change_of_password_is_in_the_trail() {
    Session session = auth.register();
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () ->
            auth.holderOf(session)
                .changePassword(
                    ChangePasswordRequest.newBuilder()
                        .setCurrentPassword(WRONG)
                        .setNewPassword("s3cret-that-is-new")
                        .build()));
    AuditEvent event = event(about(session.getUser().getUserId(), "password.change_refused"));
    assertThat(event.getActor()).isEqualTo(session.getUser().getUserId());
    assertThat(event.getReason()).isEqualTo("INVALID_CREDENTIALS");
  }

  @Test
  void no_secret_reaches_the_topic() {
    Session session = auth.register();
    String email = session.getUser().getEmail();
    Session login = auth.login(email, FakeUserService.PASSWORD);
    Session refreshed = auth.refresh(login.getRefreshToken());
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, WRONG));
    var _ =
        auth.holderOf(refreshed)
            .changePassword(
                ChangePasswordRequest.newBuilder()
                    .setCurrentPassword(FakeUserService.PASSWORD)
                    .setNewPassword("s3cret-that-is-new")
                    .build());
    var _ =
        auth.anybody()
            .requestPasswordReset(RequestPasswordResetRequest.newBuilder().setEmail(email).build());
    assertRefused(
        Reason.ONE_TIME_TOKEN_INVALID,
        () ->
            auth.anybody()
                .resetPassword(
                    ResetPasswordRequest.newBuilder()
                        .setToken("s3cret-one-time-token")
                        .setNewPassword("s3cret-by-reset")
                        .build()));
    assertRefused(
        Reason.ONE_TIME_TOKEN_INVALID,
        () ->
            auth.anybody()
                .verifyEmail(VerifyEmailRequest.newBuilder().setToken("s3cret-of-mail").build()));
    var _ = auth.holderOf(refreshed).logout(LogoutRequest.getDefaultInstance());
    event(about(refreshed.getSessionId(), "session.ended"));
    for (String secret :
        List.of(
            FakeUserService.PASSWORD,
            WRONG,
            "s3cret",
            email,
            session.getAccessToken(),
            login.getRefreshToken(),
            refreshed.getRefreshToken(),
            refreshed.getAccessToken())) {
      assertThat(topic.text()).doesNotContain(secret);
    }
  }

  @Test
  void while_kafka_is_away_events_wait() throws Exception {
    try (AuthFixture offline = new AuthFixture(Files.createDirectory(folder.resolve("apart")))) {
      Session session = offline.register();
      assertThat(waiting(offline)).isPositive();
      try (RunningServer online = offline.instance(kafka.settings())) {
        assertThat(online.grpcPort()).isPositive();
        event(about(session.getSessionId(), "session.opened"));
      }
    }
  }

  private static long mails(String email, String subject) {
    return auth.mailsTo(email).stream().filter(mail -> mail.subject().equals(subject)).count();
  }

  private static Session loginFrom(String userAgent, String email) {
    return auth.from("203.0.113.7", userAgent)
        .login(
            LoginRequest.newBuilder()
                .setEmail(email)
                .setPassword(FakeUserService.PASSWORD)
                .build());
  }

  @Test
  @DisplayName("138: sign-in from a new device")
  void a_device_that_the_account_was_not_used_with_is_noticed_and_the_first_is_not() {
    String email = AuthFixture.newEmail();
    Session first =
        auth.from("203.0.113.7", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
            .register(AuthFixture.account(email));
    var _ = loginFrom("Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Firefox/141.0", email);
    Session other = loginFrom("Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1", email);
    Session again = loginFrom("Mozilla/5.0 (iPhone) Version/18.1 Safari/605.1", email);
    event(about(other.getSessionId(), "signin.new_device"));
    List<AuditEvent> noticed =
        topic.until(about(again.getSessionId(), "session.opened")).stream()
            .filter(event -> event.getAction().equals("signin.new_device"))
            .filter(event -> event.getActor().equals(first.getUser().getUserId()))
            .toList();
    assertThat(noticed).extracting(AuditEvent::getResourceId).containsExactly(other.getSessionId());
    assertThat(noticed.getFirst().getDetailsMap()).containsEntry("device", "Safari on iOS");
    String subject = "A new device signed in";
    await().atMost(Duration.ofSeconds(15)).until(() -> mails(email, subject) == 1);
    assertThat(noticed.getFirst().getOutcome()).isEqualTo(Outcome.OUTCOME_DETECTED);
  }

  @Test
  @DisplayName("138: password spraying")
  void many_accounts_failing_from_one_network_are_noticed_once() {
    for (int i = 0; i < 25; i++) {
      String email = AuthFixture.newEmail();
      assertRefused(
          Reason.INVALID_CREDENTIALS,
          () ->
              auth.from("198.51.100.1", "")
                  .login(LoginRequest.newBuilder().setEmail(email).setPassword(WRONG).build()));
    }
    String someone = AuthFixture.newEmail();
    for (int i = 0; i < 9; i++) {
      assertRefused(
          Reason.INVALID_CREDENTIALS,
          () ->
              auth.from("198.51.100.2", "")
                  .login(LoginRequest.newBuilder().setEmail(someone).setPassword(WRONG).build()));
    }
    event(found -> found.getAction().equals("signin.spraying_suspected"));
    Session last = auth.register();
    List<AuditEvent> all = topic.until(about(last.getSessionId(), "session.opened"));
    List<AuditEvent> noticed =
        all.stream()
            .filter(event -> event.getAction().equals("signin.spraying_suspected"))
            .toList();
    assertThat(noticed).extracting(AuditEvent::getResourceId).containsExactly("198.51.100.1");
    assertThat(noticed.getFirst().getOutcome()).isEqualTo(Outcome.OUTCOME_DETECTED);
    assertThat(noticed.getFirst().getIpAddress()).isEqualTo("198.51.100.1");
  }
}
