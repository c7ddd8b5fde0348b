package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.souk.auth.v1.EmailChangeServiceGrpc;
import dev.souk.auth.v1.EmailChangeServiceGrpc.EmailChangeServiceBlockingStub;
import dev.souk.auth.v1.LogoutRequest;
import dev.souk.auth.v1.RequestEmailChangeRequest;
import dev.souk.auth.v1.RequestPasswordResetRequest;
import dev.souk.auth.v1.ResetPasswordRequest;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.VerifyEmailRequest;
import dev.souk.embedded.ReceivedMail;
import dev.souk.kit.error.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 24: the mails that go with a change of address, and what their token does. */
class EmailChangeTest {
  private static final String CONFIRM = "Confirm your new e-mail address";
  private static final String ASKED = "Your e-mail address is about to change";
  private static final String CHANGED = "Your e-mail address has changed";

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

  private static EmailChangeServiceBlockingStub caller(String service) {
    return EmailChangeServiceGrpc.newBlockingStub(
        auth.identity.service(auth.server.grpcPort(), "auth-service", service));
  }

  private static void request(Session session, String email) {
    auth.users.wantEmail(session.getUser().getUserId(), email);
    assertThat(
            caller("user-service")
                .requestEmailChange(
                    RequestEmailChangeRequest.newBuilder()
                        .setUserId(session.getUser().getUserId())
                        .setSessionId(session.getSessionId())
                        .setEmail(email)
                        .build()))
        .isNotNull();
  }

  private static List<ReceivedMail> mails(String email, String subject) {
    return auth.mailsTo(email).stream().filter(mail -> mail.subject().equals(subject)).toList();
  }

  private static void awaitMail(String email, String subject) {
    await().atMost(Duration.ofSeconds(15)).until(() -> !mails(email, subject).isEmpty());
  }

  private static String token(String email, String subject) {
    awaitMail(email, subject);
    String text = mails(email, subject).getFirst().text();
    String link = text.lines().filter(line -> line.contains("#token=")).findFirst().orElseThrow();
    return link.substring(link.indexOf("#token=") + "#token=".length());
  }

  private static void verify(String token) {
    assertThat(auth.anybody().verifyEmail(VerifyEmailRequest.newBuilder().setToken(token).build()))
        .isNotNull();
  }

  @Test
  @DisplayName("24: the token that was mailed to the new address gives the account that address")
  void the_token_gives_the_account_its_new_address() {
    Session session = auth.register();
    String old = session.getUser().getEmail();
    String next = AuthFixture.newEmail();
    request(session, next);
    String token = token(next, CONFIRM);
    awaitMail(old, ASKED);
    assertThat(mails(old, ASKED).getFirst().text()).doesNotContain(next).doesNotContain(token);
    assertThat(auth.login(old, FakeUserService.PASSWORD).hasUser()).isTrue();

    verify(token);

    Session moved = auth.login(next, FakeUserService.PASSWORD);
    assertThat(moved.getUser().getEmailVerified()).isTrue();
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(old, FakeUserService.PASSWORD));
    assertThat(auth.refresh(session.getRefreshToken()).getUser().getEmail()).isEqualTo(next);
    awaitMail(old, CHANGED);
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> verify(token));
  }

  @Test
  @DisplayName("24, 22: what was mailed to the address of before is void, even when it comes back")
  void what_was_mailed_to_the_old_address_is_void() {
    Session session = auth.register();
    String old = session.getUser().getEmail();
    String next = AuthFixture.newEmail();
    String verification = token(old, "Confirm your e-mail address");
    assertThat(
            auth.anybody()
                .requestPasswordReset(
                    RequestPasswordResetRequest.newBuilder().setEmail(old).build()))
        .isNotNull();
    String reset = token(old, "Set a new password");
    request(session, next);
    verify(token(next, CONFIRM));
    auth.users.move(session.getUser().getUserId(), old);
    assertRefused(
        Reason.ONE_TIME_TOKEN_INVALID,
        () ->
            auth.anybody()
                .resetPassword(
                    ResetPasswordRequest.newBuilder()
                        .setToken(reset)
                        .setNewPassword("another horse battery")
                        .build()));
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> verify(verification));
  }

  @Test
  @DisplayName("24: a token does not count for an address that is wanted no longer, or taken")
  void a_token_counts_for_the_address_that_is_wanted() {
    Session session = auth.register();
    String first = AuthFixture.newEmail();
    String second = AuthFixture.newEmail();
    request(session, first);
    String token = token(first, CONFIRM);
    request(session, second);
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> verify(token));
    String other = token(second, CONFIRM);
    auth.anybody().register(AuthFixture.account(second.toUpperCase(Locale.ROOT)));
    assertRefused(Reason.EMAIL_TAKEN, () -> verify(other));
    assertThat(auth.login(session.getUser().getEmail(), FakeUserService.PASSWORD).hasUser())
        .isTrue();
  }

  @Test
  @DisplayName("24: five such mails an hour for an account, whatever the addresses")
  void five_such_mails_an_hour() {
    Session session = auth.register();
    for (int i = 0; i < 5; i++) {
      request(session, AuthFixture.newEmail());
    }
    assertRefused(Reason.RATE_LIMITED, () -> request(session, AuthFixture.newEmail()));
  }

  @Test
  @DisplayName("24: who asks has signed in within the hour; refreshing does not count")
  void who_asks_has_signed_in_lately() {
    Session session = auth.register();
    String next = AuthFixture.newEmail();
    signedIn(session, Instant.now().minus(Duration.ofMinutes(59)));
    request(session, next);
    signedIn(session, Instant.now().minus(Duration.ofMinutes(61)));
    assertRefused(Reason.REAUTHENTICATION_REQUIRED, () -> request(session, next));
    Session refreshed = auth.refresh(session.getRefreshToken());
    assertRefused(Reason.REAUTHENTICATION_REQUIRED, () -> request(refreshed, next));
    Session again = auth.login(session.getUser().getEmail(), FakeUserService.PASSWORD);
    request(again, next);
    assertThat(auth.holderOf(again).logout(LogoutRequest.getDefaultInstance())).isNotNull();
    assertRefused(Reason.REAUTHENTICATION_REQUIRED, () -> request(again, next));
  }

  @Test
  @DisplayName("24: another's session does not count, and none does not")
  void the_session_is_the_accounts_own() {
    Session session = auth.register();
    for (String other : new String[] {"", "x", auth.register().getSessionId()}) {
      Session pretended = session.toBuilder().setSessionId(other).build();
      assertRefused(
          Reason.REAUTHENTICATION_REQUIRED, () -> request(pretended, AuthFixture.newEmail()));
    }
  }

  private static void signedIn(Session session, Instant time) {
    try (MongoClient client = MongoClients.create(auth.mongo.uri("auth"))) {
      var changed =
          client
              .getDatabase(auth.mongo.name("auth"))
              .getCollection("sessions")
              .updateOne(
                  Filters.eq("_id", session.getSessionId()),
                  Updates.set("createTime", Date.from(time)));
      assertThat(changed.getModifiedCount()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("19: such mails are asked for by user-service alone")
  void such_mails_are_asked_for_by_user_service_alone() {
    RequestEmailChangeRequest request =
        RequestEmailChangeRequest.newBuilder()
            .setUserId("usr_1")
            .setEmail("other@example.com")
            .build();
    assertRefused(
        Reason.CALLER_NOT_ALLOWED, () -> caller("order-service").requestEmailChange(request));
  }
}
