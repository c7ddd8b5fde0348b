package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.AuthServiceGrpc.AuthServiceBlockingStub;
import dev.souk.auth.v1.RequestPasswordResetRequest;
import dev.souk.auth.v1.ResendVerificationEmailRequest;
import dev.souk.auth.v1.ResetPasswordRequest;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.VerifyEmailRequest;
import dev.souk.embedded.FreePort;
import dev.souk.embedded.ReceivedMail;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 22: mails with tokens that can be used once, and what they do. */
class TokenMailTest {
  private static final String NEW = "another horse battery";
  private static final String RESET = "Set a new password";
  private static final String VERIFY = "Confirm your e-mail address";

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

  private static void requestReset(String email) {
    assertThat(
            auth.anybody()
                .requestPasswordReset(
                    RequestPasswordResetRequest.newBuilder().setEmail(email).build()))
        .isNotNull();
  }

  private static void reset(String token, String password) {
    resetAt(auth.anybody(), token, password);
  }

  private static void resetAt(AuthServiceBlockingStub caller, String token, String password) {
    assertThat(
            caller.resetPassword(
                ResetPasswordRequest.newBuilder().setToken(token).setNewPassword(password).build()))
        .isNotNull();
  }

  private static void verify(AuthServiceBlockingStub caller, String token) {
    assertThat(caller.verifyEmail(VerifyEmailRequest.newBuilder().setToken(token).build()))
        .isNotNull();
  }

  private static void resend(Session session) {
    assertThat(
            auth.holderOf(session)
                .resendVerificationEmail(ResendVerificationEmailRequest.getDefaultInstance()))
        .isNotNull();
  }

  private static List<ReceivedMail> mails(String email, String subject) {
    return auth.mailsTo(email).stream().filter(mail -> mail.subject().equals(subject)).toList();
  }

  /** The token of the newest such mail, once there are so many. */
  private static String token(String email, String subject, int mails) {
    await().atMost(Duration.ofSeconds(15)).until(() -> mails(email, subject).size() >= mails);
    String text = mails(email, subject).getFirst().text();
    String link = text.lines().filter(line -> line.contains("#token=")).findFirst().orElseThrow();
    return link.substring(link.indexOf("#token=") + "#token=".length());
  }

  private static String newResetToken(Session session) {
    String email = session.getUser().getEmail();
    int before = mails(email, RESET).size();
    requestReset(email);
    return token(email, RESET, before + 1);
  }

  private static List<Document> requestsOf(String email) {
    return stored("auth").stream()
        .filter(document -> document.getString("emailKey").equals(email.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static List<Document> stored(String database) {
    try (MongoClient client = MongoClients.create(auth.mongo.uri(database))) {
      return client
          .getDatabase(auth.mongo.name(database))
          .getCollection("mailRequests")
          .find()
          .into(new ArrayList<>());
    }
  }

  private static void awaitNothingToSend(String email) {
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> requestsOf(email).stream().noneMatch(found -> found.containsKey("dueTime")));
  }

  @Test
  @DisplayName("22: signing up mails a link that verifies the address, once")
  void signing_up_mails_a_link_that_verifies_the_address() {
    Session session = auth.register();
    String email = session.getUser().getEmail();
    String token = token(email, VERIFY, 1);
    verify(auth.anybody(), token);
    assertThat(auth.refresh(session.getRefreshToken()).getUser().getEmailVerified()).isTrue();
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> verify(auth.anybody(), token));
  }

  @Test
  @DisplayName("22: a mail is text and HTML, and says nothing that a user has typed")
  void a_mail_is_text_and_html() {
    String email = AuthFixture.newEmail();
    auth.anybody()
        .register(
            AuthFixture.account(email).toBuilder().setName("<b>Buy at evil.example</b>").build());
    String token = token(email, VERIFY, 1);
    ReceivedMail mail = auth.mailsTo(email).getFirst();
    assertThat(mail.sender()).isEqualTo("no-reply@souk.local");
    assertThat(mail.text())
        .contains("http://localhost:3000/verify-email#token=" + token)
        .contains("24 hours")
        .doesNotContain("evil");
    assertThat(mail.html())
        .contains("<a href=\"http://localhost:3000/verify-email#token=" + token + "\">")
        .doesNotContain("evil");
    assertThat(token).matches("[\\w-]{43}");
  }

  @Test
  @DisplayName("22, 13: the token of a mail sets a new password, once")
  void the_token_of_a_mail_sets_a_new_password() {
    Session session = auth.register();
    String email = session.getUser().getEmail();
    requestReset(" " + email.toUpperCase(Locale.ROOT));
    String token = token(email, RESET, 1);
    reset(token, NEW);
    assertThat(auth.login(email, NEW).getUser().getEmailVerified()).isTrue();
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, FakeUserService.PASSWORD));
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> reset(token, "a third horse battery"));
    assertThat(auth.login(email, NEW).hasUser()).isTrue();
  }

  @Test
  @DisplayName("22: a new password makes earlier tokens void and ends a lock")
  void a_new_password_makes_earlier_tokens_void() {
    Session session = auth.register();
    String email = session.getUser().getEmail();
    String first = newResetToken(session);
    String second = newResetToken(session);
    for (int i = 0; i < 10; i++) {
      assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, "wrong horse battery"));
    }
    reset(second, NEW);
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> reset(first, "a third horse battery"));
    assertThat(auth.login(email, NEW).hasUser()).isTrue();
  }

  @Test
  @DisplayName("22: nothing is mailed to an address without account, or with a disabled one")
  void nothing_is_mailed_without_an_active_account() {
    Session disabled = auth.register();
    String disabledEmail = disabled.getUser().getEmail();
    awaitNothingToSend(disabledEmail);
    auth.users.disable(disabled.getUser().getUserId());
    for (String email : List.of("nobody-at-all@example.com", disabledEmail)) {
      requestReset(email);
      awaitNothingToSend(email);
      assertThat(mails(email, RESET)).isEmpty();
    }
    assertThat(requestsOf("nobody-at-all@example.com")).isEmpty();
  }

  @Test
  @DisplayName("22: the store holds hashes, no tokens")
  void the_store_holds_no_token() {
    Session session = auth.register();
    String token = newResetToken(session);
    assertThat(requestsOf(session.getUser().getEmail()))
        .isNotEmpty()
        .allSatisfy(document -> assertThat(document.toJson()).doesNotContain(token));
    reset(token, NEW);
  }

  @Test
  @DisplayName("22: tokens end, after half an hour and after a day")
  void tokens_end() {
    Session session = auth.register();
    String verification = token(session.getUser().getEmail(), VERIFY, 1);
    String reset = newResetToken(session);
    try (RunningServer halfAnHour = auth.instanceAhead(Duration.ofMinutes(30));
        RunningServer nearlyADay = auth.instanceAhead(Duration.ofHours(24).minusMinutes(1));
        RunningServer aDay = auth.instanceAhead(Duration.ofHours(24))) {
      assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> resetAt(at(halfAnHour), reset, NEW));
      assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> verify(at(aDay), verification));
      verify(at(nearlyADay), verification);
    }
    reset(reset, NEW);
  }

  private static AuthServiceBlockingStub at(RunningServer instance) {
    return AuthServiceGrpc.newBlockingStub(auth.identity.anonymous(instance.grpcPort()));
  }

  @Test
  @DisplayName("22: a token is good for what it was mailed for, and for the address it went to")
  void a_token_is_good_for_one_purpose_and_one_address() {
    Session session = auth.register();
    String verification = token(session.getUser().getEmail(), VERIFY, 1);
    String reset = newResetToken(session);
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> reset(verification, NEW));
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> verify(auth.anybody(), reset));
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> reset("x", NEW));
    auth.users.move(session.getUser().getUserId(), AuthFixture.newEmail());
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> reset(reset, NEW));
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> verify(auth.anybody(), verification));
  }

  @Test
  @DisplayName("22: a refused use leaves the token as it was")
  void a_refused_use_leaves_the_token() {
    Session session = auth.register();
    String token = newResetToken(session);
    assertRefused(Reason.INVALID_FIELD, () -> reset(token, "short"));
    assertRefused(Reason.INVALID_FIELD, () -> reset(token, "password"));
    auth.users.goAway();
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> reset(token, NEW));
    auth.users.workAgain();
    reset(token, NEW);
  }

  @Test
  @DisplayName("22: of uses at once one succeeds")
  void of_uses_at_once_one_succeeds() throws Exception {
    Session session = auth.register();
    String token = newResetToken(session);
    List<String> outcomes =
        AuthFixture.atOnce(
            8,
            () ->
                auth.anybody()
                    .resetPassword(
                        ResetPasswordRequest.newBuilder()
                            .setToken(token)
                            .setNewPassword(NEW)
                            .build()));
    assertThat(outcomes).containsOnlyOnce("OK").containsOnly("OK", "ONE_TIME_TOKEN_INVALID");
  }

  @Test
  @DisplayName("22: the mail that verifies can be had again, until the address is verified")
  void the_mail_that_verifies_can_be_had_again() {
    Session session = auth.register();
    String email = session.getUser().getEmail();
    String first = token(email, VERIFY, 1);
    resend(session);
    String second = token(email, VERIFY, 2);
    assertThat(second).isNotEqualTo(first);
    verify(auth.anybody(), first);
    assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> verify(auth.anybody(), second));
    resend(session);
    awaitNothingToSend(email);
    assertThat(mails(email, VERIFY)).hasSize(2);
    assertRefused(
        Reason.TOKEN_MISSING,
        () ->
            auth.anybody()
                .resendVerificationEmail(ResendVerificationEmailRequest.getDefaultInstance()));
  }

  @Test
  @DisplayName("22: nobody's inbox is flooded: five mails an hour")
  void nobodys_inbox_is_flooded() {
    Session session = auth.register();
    String email = session.getUser().getEmail();
    for (int i = 0; i < 8; i++) {
      requestReset(email);
    }
    awaitNothingToSend(email);
    assertThat(mails(email, RESET)).hasSize(5);
    try (RunningServer later = auth.instanceAhead(Duration.ofMinutes(61))) {
      assertThat(
              at(later)
                  .requestPasswordReset(
                      RequestPasswordResetRequest.newBuilder().setEmail(email).build()))
          .isNotNull();
      assertThat(token(email, RESET, 6)).isNotEmpty();
    }
  }

  @Test
  @DisplayName("22: a mail that could not be sent is sent later, by one of several instances")
  void a_mail_that_could_not_be_sent_is_sent_later() {
    String email = AuthFixture.newEmail();
    Map<String, String> env = auth.env();
    env.putAll(auth.mongo.settings("outbox"));
    env.put("SOUK_SMTP_PORT", Integer.toString(FreePort.find()));
    try (RunningServer withoutMailServer = AuthServer.start(env)) {
      assertThat(at(withoutMailServer).register(AuthFixture.account(email)).hasUser()).isTrue();
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> stored("outbox").getFirst().getInteger("attempts") == 1);
    }
    assertThat(auth.mailsTo(email)).isEmpty();
    env.putAll(auth.inbox.settings());
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
    try (RunningServer one = AuthServer.start(env, later);
        RunningServer other = AuthServer.start(env, later)) {
      String token = token(email, VERIFY, 1);
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> !stored("outbox").getFirst().containsKey("dueTime"));
      assertThat(auth.mailsTo(email)).hasSize(1);
      verify(at(one), token);
      assertRefused(Reason.ONE_TIME_TOKEN_INVALID, () -> verify(at(other), token));
    }
  }
}
