package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.FieldMask;
import dev.souk.embedded.TestMongo;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import dev.souk.kit.testing.TestIdentity;
import dev.souk.user.v1.CreateUserRequest;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.GetUserRequest;
import dev.souk.user.v1.LookupUserRequest;
import dev.souk.user.v1.UpdateUserRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.UserServiceGrpc;
import dev.souk.user.v1.UserServiceGrpc.UserServiceBlockingStub;
import dev.souk.user.v1.VerifyCredentialsRequest;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as others see it: real gRPC, a real store. */
class UserServerTest {
  private static final String PASSWORD = "correct horse battery";
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
    server = UserServer.start(env("users"));
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

  private static Map<String, String> env(String database) {
    Map<String, String> env = new HashMap<>(identity.env());
    env.putAll(mongo.settings(database));
    env.put("SOUK_AUTH_TARGET", authService.target());
    return env;
  }

  private static UserServiceBlockingStub auth() {
    return UserServiceGrpc.newBlockingStub(
        identity.service(server.grpcPort(), "user-service", "auth-service"));
  }

  private static UserServiceBlockingStub admin() {
    return as("usr_admin", "ROLE_ADMIN");
  }

  private static UserServiceBlockingStub as(String userId, String... roles) {
    return UserServiceGrpc.newBlockingStub(identity.user(server.grpcPort(), userId, roles));
  }

  private static CreateUserRequest account(String email) {
    return CreateUserRequest.newBuilder()
        .setEmail(email)
        .setPassword(PASSWORD)
        .setName("Ada")
        .build();
  }

  private static User newUser() {
    return auth().createUser(account("user" + number.incrementAndGet() + "@example.com"));
  }

  private static VerifyCredentialsRequest credentials(String email, String password) {
    return VerifyCredentialsRequest.newBuilder().setEmail(email).setPassword(password).build();
  }

  private static UpdateUserRequest disable(User user) {
    return change(user.toBuilder().setState(User.State.STATE_DISABLED), "state");
  }

  private static UpdateUserRequest change(User.Builder user, String... paths) {
    return UpdateUserRequest.newBuilder()
        .setUser(user)
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(paths)))
        .build();
  }

  private static User lookup(User user) {
    return auth().lookupUser(LookupUserRequest.newBuilder().setUserId(user.getUserId()).build());
  }

  @Test
  @DisplayName("1: a new account is an active customer and reads as it was written")
  void a_new_account_is_an_active_customer() {
    User user = auth().createUser(account("New.User@Example.com"));
    assertThat(user.getUserId()).matches("usr_[0-7][0-9a-hjkmnp-tv-z]{25}");
    assertThat(user.getEmail()).isEqualTo("New.User@Example.com");
    assertThat(user.getName()).isEqualTo("Ada");
    assertThat(user.getEmailVerified()).isFalse();
    assertThat(user.getRolesList()).containsExactly("ROLE_CUSTOMER");
    assertThat(user.getState()).isEqualTo(User.State.STATE_ACTIVE);
    assertThat(user.getEtag()).isEqualTo("1");
    assertThat(lookup(user)).isEqualTo(user);
  }

  @Test
  @DisplayName("1: an e-mail address is taken in whatever case it is written")
  void an_address_is_taken_in_any_case() {
    User user = newUser();
    assertRefused(
        Reason.EMAIL_TAKEN,
        () -> auth().createUser(account(user.getEmail().toUpperCase(java.util.Locale.ROOT))));
  }

  @Test
  @DisplayName("1: of many sign-ups at once with one address, one succeeds")
  void of_many_sign_ups_at_once_one_succeeds() throws Exception {
    List<Future<String>> outcomes =
        atOnce(16, () -> outcome(() -> auth().createUser(account("race@example.com"))));
    List<String> results = new ArrayList<>();
    for (Future<String> outcome : outcomes) {
      results.add(outcome.get());
    }
    assertThat(results).filteredOn("OK"::equals).hasSize(1);
    assertThat(results).filteredOn("ALREADY_EXISTS"::equals).hasSize(15);
  }

  private static String outcome(Callable<?> call) throws Exception {
    try {
      call.call();
      return "OK";
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode().name();
    }
  }

  private static <T> List<Future<T>> atOnce(int times, Callable<T> call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(java.util.Collections.nCopies(times, call));
    }
  }

  @Test
  @DisplayName("3: a common password is refused and makes no account")
  void a_common_password_makes_no_account() {
    CreateUserRequest weak =
        account("weak@example.com").toBuilder().setPassword("Password123").build();
    assertRefused(Reason.INVALID_FIELD, () -> auth().createUser(weak));
    assertThat(auth().createUser(account("weak@example.com")).getEtag()).isEqualTo("1");
  }

  @Test
  @DisplayName("5: the right password proves who it is, in whatever case the address is written")
  void the_right_password_proves_who_it_is() {
    User user = auth().createUser(account("Case@Example.com"));
    assertThat(auth().verifyCredentials(credentials(" cASE@example.COM ", PASSWORD)))
        .isEqualTo(user);
  }

  @Test
  @DisplayName("5: a wrong password and an unknown address are the same error")
  void a_wrong_password_and_an_unknown_address_are_the_same_error() {
    User user = newUser();
    assertThat(refusal(user.getEmail(), "wrong horse battery"))
        .isEqualTo(refusal("nobody@example.com", PASSWORD));
  }

  private static String refusal(String email, String password) {
    return assertRefused(
            Reason.INVALID_CREDENTIALS,
            () -> auth().verifyCredentials(credentials(email, password)))
        .status()
        .toString();
  }

  @Test
  @DisplayName("20: a disabled user is refused though the password is right")
  void a_disabled_user_is_refused() {
    User user = newUser();
    admin().updateUser(disable(user));
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () -> auth().verifyCredentials(credentials(user.getEmail(), PASSWORD)));
  }

  @Test
  @DisplayName("23: the own profile is that of the token, and only that")
  void the_own_profile_is_that_of_the_token() {
    User user = newUser();
    newUser();
    assertThat(as(user.getUserId()).getMe(GetMeRequest.getDefaultInstance())).isEqualTo(user);
    assertRefused(
        Reason.RESOURCE_NOT_FOUND, () -> as("usr_gone").getMe(GetMeRequest.getDefaultInstance()));
    assertRefused(
        Reason.TOKEN_MISSING,
        () ->
            UserServiceGrpc.newBlockingStub(identity.anonymous(server.grpcPort()))
                .getMe(GetMeRequest.getDefaultInstance()));
  }

  @Test
  @DisplayName("18: only administrators read and change other accounts")
  void only_administrators_touch_other_accounts() {
    User user = newUser();
    GetUserRequest get = GetUserRequest.newBuilder().setUserId(user.getUserId()).build();
    assertThat(admin().getUser(get)).isEqualTo(user);
    for (String role : List.of("ROLE_CUSTOMER", "ROLE_SELLER")) {
      assertRefused(Reason.ROLE_REQUIRED, () -> as("usr_1", role).getUser(get));
      assertRefused(Reason.ROLE_REQUIRED, () -> as("usr_1", role).updateUser(disable(user)));
    }
    assertThat(lookup(user)).isEqualTo(user);
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () -> admin().getUser(GetUserRequest.newBuilder().setUserId("usr_none").build()));
  }

  @Test
  @DisplayName("19: credentials are for auth-service alone")
  void credentials_are_for_auth_service_alone() {
    UserServiceBlockingStub other =
        UserServiceGrpc.newBlockingStub(
            identity.service(server.grpcPort(), "user-service", "order-service"));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED, () -> other.createUser(account("internal@example.com")));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> other.verifyCredentials(credentials("a@example.com", PASSWORD)));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () -> admin().verifyCredentials(credentials("a@example.com", PASSWORD)));
  }

  @Test
  @DisplayName("13: new roles are stored and end the sessions with the old ones")
  void new_roles_end_sessions() {
    User user = newUser();
    User changed =
        admin()
            .updateUser(
                change(user.toBuilder().addRoles("ROLE_SELLER").setName("ignored"), "roles"));
    assertThat(changed.getRolesList()).containsExactly("ROLE_CUSTOMER", "ROLE_SELLER");
    assertThat(changed.getName()).isEqualTo("Ada");
    assertThat(changed.getEtag()).isEqualTo("2");
    assertThat(authService.ended()).contains(user.getUserId());
    assertThat(lookup(user)).isEqualTo(changed);
  }

  @Test
  @DisplayName("13: a change whose sessions could not be ended can be repeated until they are")
  void a_repeated_change_ends_the_sessions() {
    User user = newUser();
    authService.fail(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> admin().updateUser(disable(user)));
    assertThat(authService.ended()).doesNotContain(user.getUserId());
    assertThat(lookup(user).getState()).isEqualTo(User.State.STATE_DISABLED);
    authService.fail(false);
    assertThat(admin().updateUser(disable(user)).getEtag()).isEqualTo("2");
    assertThat(authService.ended()).containsOnlyOnce(user.getUserId());
    assertThat(admin().updateUser(disable(user)).getEtag()).isEqualTo("2");
    assertThat(authService.ended()).containsOnlyOnce(user.getUserId());
  }

  @Test
  @DisplayName("13: sessions that a failed change left behind are ended without a repetition")
  void sessions_left_behind_are_ended_in_the_background() {
    User user = newUser();
    authService.fail(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> admin().updateUser(disable(user)));
    authService.fail(false);
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(authService.ended()).contains(user.getUserId()));
  }

  @Test
  @DisplayName("24: a change meant for another version changes nothing")
  void a_change_for_another_version_changes_nothing() {
    User user = newUser();
    User seller = admin().updateUser(change(user.toBuilder().addRoles("ROLE_SELLER"), "roles"));
    assertRefused(Reason.ETAG_MISMATCH, () -> admin().updateUser(disable(user)));
    assertThat(lookup(user)).isEqualTo(seller);
    assertThat(admin().updateUser(disable(user.toBuilder().clearEtag().build())).getEtag())
        .isEqualTo("3");
  }

  @Test
  @DisplayName("18: administrators do not change their own account")
  void administrators_do_not_change_their_own_account() {
    User user = newUser();
    assertRefused(
        Reason.ILLEGAL_STATE, () -> as(user.getUserId(), "ROLE_ADMIN").updateUser(disable(user)));
    assertThat(lookup(user)).isEqualTo(user);
  }

  @Test
  @DisplayName("24: a mask with other fields, no roles and an unknown state are refused")
  void malformed_changes_are_refused() {
    User user = newUser();
    for (UpdateUserRequest wrong :
        List.of(
            change(user.toBuilder(), "email"),
            change(user.toBuilder(), "roles", "name"),
            change(user.toBuilder()),
            change(user.toBuilder().clearRoles(), "roles"),
            change(user.toBuilder().addRoles("ROLE_KING"), "roles"),
            change(user.toBuilder().clearState(), "state"))) {
      assertRefused(Reason.INVALID_FIELD, () -> admin().updateUser(wrong));
    }
    assertThat(lookup(user)).isEqualTo(user);
  }

  @Test
  void the_first_administrator_is_made_once_by_however_many_instances() throws Exception {
    Map<String, String> env = env("bootstrap");
    env.put("SOUK_BOOTSTRAP_ADMIN_EMAIL", "Admin@Example.com");
    env.put("SOUK_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
    List<Future<RunningServer>> instances = atOnce(3, () -> UserServer.start(env));
    for (Future<RunningServer> started : instances) {
      try (RunningServer instance = started.get()) {
        User admin =
            UserServiceGrpc.newBlockingStub(
                    identity.service(instance.grpcPort(), "user-service", "auth-service"))
                .verifyCredentials(credentials("admin@example.com", PASSWORD));
        assertThat(admin.getRolesList()).containsExactly("ROLE_CUSTOMER", "ROLE_ADMIN");
        assertThat(admin.getEtag()).isEqualTo("1");
      }
    }
  }
}
