package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.souk.kit.error.Reason;
import dev.souk.user.v1.ChangePasswordRequest;
import dev.souk.user.v1.LookupUserRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.UserServiceGrpc.UserServiceBlockingStub;
import dev.souk.user.v1.VerifyCredentialsRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows 13 and 25 as auth-service sees them: real gRPC, a real store. */
class PasswordChangeTest {
  private static final String OLD = "correct horse battery";
  private static final String NEW = "another horse battery";

  @TempDir static Path folder;
  private static UserFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new UserFixture(folder);
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @AfterEach
  void authServiceWorksAgain() {
    fixture.authService.fail(false);
  }

  private static UserServiceBlockingStub auth() {
    return fixture.service("auth-service");
  }

  private static User newUser() {
    return fixture.register();
  }

  private static ChangePasswordRequest change(String userId, String current, String next) {
    return ChangePasswordRequest.newBuilder()
        .setUserId(userId)
        .setCurrentPassword(current)
        .setNewPassword(next)
        .setKeptSessionId("ses_kept")
        .build();
  }

  private static void changed(User user, String current, String next) {
    assertThat(auth().changePassword(change(user.getUserId(), current, next))).isNotNull();
  }

  private static User verify(User user, String password) {
    return auth()
        .verifyCredentials(
            VerifyCredentialsRequest.newBuilder()
                .setEmail(user.getEmail())
                .setPassword(password)
                .build());
  }

  private static void assertPassword(User user, String right, String wrong) {
    assertThat(verify(user, right).getUserId()).isEqualTo(user.getUserId());
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify(user, wrong));
  }

  @Test
  @DisplayName("25, 13: the new password counts from now on, and all sessions end but the one")
  void the_new_password_counts_and_other_sessions_end() {
    User user = newUser();
    changed(user, OLD, NEW);
    assertPassword(user, NEW, OLD);
    assertThat(fixture.authService.keptOf(user.getUserId())).containsExactly("ses_kept");
    User after =
        auth().lookupUser(LookupUserRequest.newBuilder().setUserId(user.getUserId()).build());
    assertThat(after.getEtag()).isEqualTo("2");
    assertThat(after.getRolesList()).isEqualTo(user.getRolesList());
  }

  @Test
  @DisplayName("25: without the old password nothing changes, whoever it is said to be of")
  void without_the_old_password_nothing_changes() {
    User user = newUser();
    String told =
        assertRefused(
                Reason.INVALID_CREDENTIALS,
                () -> auth().changePassword(change(user.getUserId(), "wrong horse battery", NEW)))
            .status()
            .toString();
    assertThat(
            assertRefused(
                    Reason.INVALID_CREDENTIALS,
                    () -> auth().changePassword(change("usr_none", OLD, NEW)))
                .status()
                .toString())
        .isEqualTo(told);
    // The new password being the stored one proves nothing: each call is one guess.
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () -> auth().changePassword(change(user.getUserId(), "wrong horse battery", OLD)));
    assertPassword(user, OLD, NEW);
    assertThat(fixture.authService.ended()).doesNotContain(user.getUserId());
  }

  @Test
  @DisplayName("3: the new password follows the policy, and the refusal names its field")
  void the_new_password_follows_the_policy() {
    User user = newUser();
    for (String weak : List.of("Password123", "short", "x".repeat(129))) {
      assertThat(
              assertRefused(
                      Reason.INVALID_FIELD,
                      () -> auth().changePassword(change(user.getUserId(), OLD, weak)))
                  .getMessage())
          .startsWith("newPassword: ");
    }
    assertPassword(user, OLD, NEW);
  }

  @Test
  @DisplayName("20: a disabled user changes no password")
  void a_disabled_user_changes_no_password() {
    User user = newUser();
    User disabled =
        fixture
            .admin()
            .updateUser(
                UserFixture.change(user.toBuilder().setState(User.State.STATE_DISABLED), "state"));
    assertThat(disabled.getState()).isEqualTo(User.State.STATE_DISABLED);
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () -> auth().changePassword(change(user.getUserId(), OLD, NEW)));
  }

  @Test
  @DisplayName("13: a change whose sessions could not be ended can be repeated until they are")
  void a_repeated_change_ends_the_sessions() {
    User user = newUser();
    ChangePasswordRequest request = change(user.getUserId(), OLD, NEW);
    fixture.authService.fail(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> auth().changePassword(request));
    fixture.authService.fail(false);
    ChangePasswordRequest other = request.toBuilder().setKeptSessionId("ses_thief").build();
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth().changePassword(other));
    changed(user, OLD, NEW);
    assertThat(fixture.authService.keptOf(user.getUserId())).containsExactly("ses_kept");
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth().changePassword(request));
    assertPassword(user, NEW, OLD);
  }

  @Test
  @DisplayName("13: sessions that a failed change left behind are ended without a repetition")
  void sessions_left_behind_are_ended_in_the_background() {
    User user = newUser();
    fixture.authService.fail(true);
    assertRefused(
        Reason.DEPENDENCY_UNAVAILABLE,
        () -> auth().changePassword(change(user.getUserId(), OLD, NEW)));
    fixture.authService.fail(false);
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() ->
            assertThat(fixture.authService.keptOf(user.getUserId())).containsExactly("ses_kept"));
    assertPassword(user, NEW, OLD);
  }

  @Test
  @DisplayName("25: of changes at once from one password, one wins")
  void of_changes_at_once_one_wins() throws Exception {
    User user = newUser();
    List<Callable<?>> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ChangePasswordRequest request = change(user.getUserId(), OLD, NEW + i);
      calls.add(() -> auth().changePassword(request));
    }
    List<String> outcomes = UserFixture.atOnce(calls);
    assertThat(outcomes)
        .containsOnlyOnce("OK")
        .isSubsetOf("OK", "CONTENTION", "INVALID_CREDENTIALS");
    assertPassword(user, NEW + outcomes.indexOf("OK"), OLD);
  }

  @Test
  @DisplayName("19: passwords are changed by auth-service alone")
  void passwords_are_changed_by_auth_service_alone() {
    User user = newUser();
    ChangePasswordRequest request = change(user.getUserId(), OLD, NEW);
    assertRefused(
        Reason.CALLER_NOT_ALLOWED, () -> fixture.service("order-service").changePassword(request));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> fixture.as(user.getUserId(), "ROLE_ADMIN").changePassword(request));
  }
}
