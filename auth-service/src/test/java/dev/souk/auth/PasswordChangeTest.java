package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.auth.v1.ChangePasswordRequest;
import dev.souk.auth.v1.Session;
import dev.souk.kit.error.Reason;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("25: changing the password")
class PasswordChangeTest {
  private static final String WRONG = "wrong horse battery";
  private static final String NEW = "another horse battery";

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

  @BeforeEach
  void forgetFailures() {
    auth.redis.keys("souk:logins:*").forEach(auth.redis::del);
  }

  @AfterEach
  void userServiceWorksAgain() {
    auth.users.workAgain();
  }

  private static void change(Session session, String current, String next) {
    assertThat(
            auth.holderOf(session)
                .changePassword(
                    ChangePasswordRequest.newBuilder()
                        .setCurrentPassword(current)
                        .setNewPassword(next)
                        .build()))
        .isNotNull();
  }

  private static void failTimes(int times, Session session) {
    for (int i = 0; i < times; i++) {
      assertRefused(Reason.INVALID_CREDENTIALS, () -> change(session, WRONG, NEW));
    }
  }

  @Test
  void the_account_is_that_of_the_token_and_its_session_is_kept() {
    Session session = auth.register();
    String email = session.getUser().getEmail();
    change(session, FakeUserService.PASSWORD, NEW);
    assertThat(auth.users.passwordChanges().getLast())
        .isEqualTo(
            dev.souk.user.v1.ChangePasswordRequest.newBuilder()
                .setUserId(session.getUser().getUserId())
                .setCurrentPassword(FakeUserService.PASSWORD)
                .setNewPassword(NEW)
                .setKeptSessionId(session.getSessionId())
                .build());
    assertThat(auth.login(email, NEW).hasUser()).isTrue();
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, FakeUserService.PASSWORD));
    assertThat(auth.refresh(session.getRefreshToken()).hasUser()).isTrue();
  }

  @Test
  void wrong_passwords_lock_the_account_before_any_hashing_as_at_a_login() {
    Session session = auth.register();
    String email = session.getUser().getEmail();
    failTimes(5, session);
    for (int i = 0; i < 5; i++) {
      assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, WRONG));
    }
    int before = auth.users.passwordChanges().size();
    assertRefused(Reason.LOCKED_OUT, () -> change(session, FakeUserService.PASSWORD, NEW));
    assertRefused(Reason.LOCKED_OUT, () -> auth.login(email, FakeUserService.PASSWORD));
    assertThat(auth.users.passwordChanges()).hasSize(before);
  }

  @Test
  void the_right_password_begins_the_count_anew() {
    Session session = auth.register();
    failTimes(9, session);
    change(session, FakeUserService.PASSWORD, NEW);
    failTimes(9, session);
  }

  @Test
  void what_tells_nothing_about_the_password_does_not_count() {
    Session session = auth.register();
    failTimes(9, session);
    for (int i = 0; i < 3; i++) {
      assertRefused(Reason.INVALID_FIELD, () -> change(session, WRONG, "password"));
    }
    auth.users.beOverloaded();
    assertRefused(Reason.OVERLOADED, () -> change(session, WRONG, NEW));
    auth.users.workAgain();
    change(session, FakeUserService.PASSWORD, NEW);
  }

  @Test
  void malformed_passwords_are_named() {
    Session session = auth.register();
    int before = auth.users.passwordChanges().size();
    for (String wrong : new String[] {"", "short", "x".repeat(129)}) {
      assertThat(
              assertRefused(
                      Reason.INVALID_FIELD, () -> change(session, FakeUserService.PASSWORD, wrong))
                  .getMessage())
          .startsWith("newPassword: ");
    }
    assertThat(assertRefused(Reason.INVALID_FIELD, () -> change(session, "", NEW)).getMessage())
        .startsWith("currentPassword: ");
    assertThat(auth.users.passwordChanges()).hasSize(before);
  }

  @Test
  void nobody_changes_a_password_without_a_session() {
    assertRefused(
        Reason.TOKEN_MISSING,
        () -> auth.anybody().changePassword(ChangePasswordRequest.getDefaultInstance()));
  }
}
