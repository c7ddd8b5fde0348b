package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import dev.souk.embedded.TestMongo;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.user.v1.CreateUserRequest;
import dev.souk.user.v1.LookupUserByEmailRequest;
import dev.souk.user.v1.ResetPasswordRequest;
import dev.souk.user.v1.UpdateUserRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.UserServiceGrpc.UserServiceBlockingStub;
import dev.souk.user.v1.VerifyCredentialsRequest;
import dev.souk.user.v1.VerifyEmailRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 22 as auth-service sees it: what the proof of an address changes. */
class ProveEmailTest {
  private static final String OLD = "correct horse battery";
  private static final String NEW = "another horse battery";
  private static final AtomicInteger number = new AtomicInteger();

  @TempDir static Path folder;
  private static TestMongo mongo;
  private static TestIdentity identity;
  private static FakeAuthService authService;
  private static RunningServer server;

  @BeforeAll
  static void start() throws Exception {
    mongo = TestMongo.start(folder.resolve("mongo"));
    identity = new TestIdentity(Files.createDirectory(folder.resolve("keys")));
    authService = new FakeAuthService();
    Map<String, String> env = new HashMap<>(identity.env());
    env.putAll(mongo.settings("users"));
    env.put("SOUK_AUTH_TARGET", authService.target());
    server = UserServer.start(env);
  }

  @AfterAll
  static void stop() {
    server.close();
    authService.close();
    identity.close();
    mongo.close();
  }

  @AfterEach
  void authServiceWorksAgain() {
    authService.fail(false);
  }

  private static UserServiceBlockingStub service(String caller) {
    return UserServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "user-service", caller));
  }

  private static UserServiceBlockingStub auth() {
    return service("auth-service");
  }

  private static User newUser() {
    return auth()
        .createUser(
            CreateUserRequest.newBuilder()
                .setEmail("proof" + number.incrementAndGet() + "@example.com")
                .setPassword(OLD)
                .setName("Ada")
                .build());
  }

  private static ResetPasswordRequest reset(String userId, String email, String password) {
    return ResetPasswordRequest.newBuilder()
        .setUserId(userId)
        .setEmail(email)
        .setNewPassword(password)
        .build();
  }

  private static VerifyEmailRequest verify(String userId, String email) {
    return VerifyEmailRequest.newBuilder().setUserId(userId).setEmail(email).build();
  }

  private static User login(User user, String password) {
    return auth()
        .verifyCredentials(
            VerifyCredentialsRequest.newBuilder()
                .setEmail(user.getEmail())
                .setPassword(password)
                .build());
  }

  private static User lookup(String email) {
    return auth().lookupUserByEmail(LookupUserByEmailRequest.newBuilder().setEmail(email).build());
  }

  @Test
  @DisplayName("22: a proven address is verified, once")
  void a_proven_address_is_verified() {
    User user = newUser();
    VerifyEmailRequest request = verify(user.getUserId(), user.getEmail().toUpperCase(Locale.ROOT));
    User verified = auth().verifyEmail(request);
    assertThat(verified.getEmailVerified()).isTrue();
    assertThat(verified.getEtag()).isEqualTo("2");
    assertThat(auth().verifyEmail(request)).isEqualTo(verified);
    assertThat(lookup(user.getEmail())).isEqualTo(verified);
    assertThat(authService.ended()).doesNotContain(user.getUserId());
  }

  @Test
  @DisplayName("22, 13: who proves the address sets a new password, which ends every session")
  void who_proves_the_address_sets_a_new_password() {
    User user = newUser();
    User changed = auth().resetPassword(reset(user.getUserId(), user.getEmail(), NEW));
    assertThat(changed.getEmailVerified()).isTrue();
    assertThat(login(user, NEW)).isEqualTo(changed);
    assertRefused(Reason.INVALID_CREDENTIALS, () -> login(user, OLD));
    assertThat(authService.keptOf(user.getUserId())).containsExactly("");
  }

  @Test
  @DisplayName("13: a reset whose sessions could not be ended can be repeated")
  void a_reset_can_be_repeated() {
    User user = newUser();
    ResetPasswordRequest request = reset(user.getUserId(), user.getEmail(), NEW);
    authService.fail(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> auth().resetPassword(request));
    authService.fail(false);
    assertThat(auth().resetPassword(request).getUserId()).isEqualTo(user.getUserId());
    assertThat(authService.ended()).contains(user.getUserId());
  }

  @Test
  @DisplayName("22: the proof of an address does not count for another, nor for a disabled account")
  void a_proof_counts_for_its_address() {
    User user = newUser();
    User other = newUser();
    String id = user.getUserId();
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> auth().resetPassword(reset(id, other.getEmail(), NEW)));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> auth().verifyEmail(verify(id, other.getEmail())));
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> auth().verifyEmail(verify("usr_none", user.getEmail())));
    assertRefused(
        Reason.INVALID_FIELD,
        () -> auth().resetPassword(reset(id, user.getEmail(), "Password123")));
    assertThat(login(user, OLD).getEmailVerified()).isFalse();
    disable(user);
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> auth().resetPassword(reset(id, user.getEmail(), NEW)));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> auth().verifyEmail(verify(id, user.getEmail())));
  }

  private static void disable(User user) {
    User disabled =
        UserServiceGrpc.newBlockingStub(identity.user(server.grpcPort(), "usr_admin", "ROLE_ADMIN"))
            .updateUser(
                UpdateUserRequest.newBuilder()
                    .setUser(user.toBuilder().setState(User.State.STATE_DISABLED))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("state"))
                    .build());
    assertThat(disabled.getState()).isEqualTo(User.State.STATE_DISABLED);
  }

  @Test
  @DisplayName("22: an account is found by its address in any case, by auth-service alone")
  void an_account_is_found_by_its_address() {
    User user = newUser();
    assertThat(lookup(" " + user.getEmail().toUpperCase(Locale.ROOT))).isEqualTo(user);
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> lookup("nobody@example.com"));
    for (UserServiceBlockingStub caller :
        List.of(
            service("order-service"),
            UserServiceGrpc.newBlockingStub(
                identity.user(server.grpcPort(), user.getUserId(), "ROLE_ADMIN")))) {
      assertRefused(
          Reason.CALLER_NOT_ALLOWED,
          () ->
              caller.lookupUserByEmail(
                  LookupUserByEmailRequest.newBuilder().setEmail(user.getEmail()).build()));
      assertRefused(
          Reason.CALLER_NOT_ALLOWED,
          () -> caller.resetPassword(reset(user.getUserId(), user.getEmail(), NEW)));
      assertRefused(
          Reason.CALLER_NOT_ALLOWED,
          () -> caller.verifyEmail(verify(user.getUserId(), user.getEmail())));
    }
  }
}
