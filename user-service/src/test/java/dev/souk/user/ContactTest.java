package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.souk.kit.error.Reason;
import dev.souk.user.v1.ChangeEmailRequest;
import dev.souk.user.v1.ContactServiceGrpc;
import dev.souk.user.v1.ContactServiceGrpc.ContactServiceBlockingStub;
import dev.souk.user.v1.CreateUserRequest;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.ListUsersRequest;
import dev.souk.user.v1.ResetPasswordRequest;
import dev.souk.user.v1.UpdateMeRequest;
import dev.souk.user.v1.User;
import dev.souk.user.v1.VerifyCredentialsRequest;
import dev.souk.user.v1.VerifyPhoneRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses and numbers: what is wanted, what is proven, and whose they are. */
class ContactTest {
  private static final String PASSWORD = "correct horse battery";
  private static final AtomicLong number = new AtomicLong(442071838000L);

  @TempDir static Path folder;
  private static UserFixture fixture;

  private final User user = fixture.register();

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

  private static ContactServiceBlockingStub caller(String service) {
    return ContactServiceGrpc.newBlockingStub(
        fixture.identity.service(fixture.server.grpcPort(), "user-service", service));
  }

  private static User me(User user) {
    return fixture.as(user.getUserId()).getMe(GetMeRequest.getDefaultInstance());
  }

  private static User update(User user, User.Builder wanted, String... paths) {
    return fixture
        .as(user.getUserId())
        .updateMe(
            UpdateMeRequest.newBuilder()
                .setUser(wanted)
                .setUpdateMask(UserFixture.mask(paths))
                .build());
  }

  private static User wantEmail(User user, String email) {
    return update(user, User.newBuilder().setEmail(email), "email");
  }

  private static String newEmail() {
    return "contact" + number.incrementAndGet() + "@example.com";
  }

  private static String newPhone() {
    return "+" + number.incrementAndGet();
  }

  private static User proveEmail(User user, String email) {
    return caller("auth-service")
        .changeEmail(
            ChangeEmailRequest.newBuilder().setUserId(user.getUserId()).setEmail(email).build());
  }

  private static User provePhone(User user, String phone) {
    return caller("auth-service")
        .verifyPhone(
            VerifyPhoneRequest.newBuilder().setUserId(user.getUserId()).setPhone(phone).build());
  }

  private static User registerByPhone(String phone) {
    return fixture
        .service("auth-service")
        .createUser(
            CreateUserRequest.newBuilder()
                .setPhone(phone)
                .setPassword(PASSWORD)
                .setName("Ada")
                .build());
  }

  private static User login(VerifyCredentialsRequest.Builder name) {
    return fixture.service("auth-service").verifyCredentials(name.setPassword(PASSWORD).build());
  }

  private static User loginByPhone(String phone) {
    return login(VerifyCredentialsRequest.newBuilder().setPhone(phone));
  }

  private static User loginByEmail(String email) {
    return login(VerifyCredentialsRequest.newBuilder().setEmail(email));
  }

  /** As if the account had been made two days ago. */
  private static void age(User user) {
    try (MongoClient client = MongoClients.create(fixture.mongo.uri("users"))) {
      var _ =
          client
              .getDatabase("users")
              .getCollection("users")
              .updateOne(
                  Filters.eq("_id", user.getUserId()),
                  Updates.set("createTime", Date.from(Instant.now().minus(Duration.ofDays(2)))));
    }
  }

  @Test
  @DisplayName("24: another address waits until it is proven; until then the old one counts")
  void another_address_waits_until_it_is_proven() {
    String next = newEmail();
    User waiting = wantEmail(user, next);
    assertThat(waiting.getEmail()).isEqualTo(user.getEmail());
    assertThat(waiting.getPendingEmail()).isEqualTo(next);
    assertThat(fixture.authService.emailChangesOf(user.getUserId())).containsExactly(next);
    assertThat(fixture.authService.sessionsThatChangeEmail(user.getUserId()))
        .as("the sessions that auth-service is told of")
        .isNotEmpty()
        .noneMatch(String::isEmpty);
    assertThat(loginByEmail(user.getEmail())).isEqualTo(waiting);
    assertRefused(Reason.INVALID_CREDENTIALS, () -> loginByEmail(next));

    User changed = proveEmail(user, next.toUpperCase(Locale.ROOT));

    assertThat(changed.getEmail()).isEqualTo(next);
    assertThat(changed.getEmailVerified()).isTrue();
    assertThat(changed.getPendingEmail()).isEmpty();
    assertThat(me(user)).isEqualTo(changed);
    assertThat(loginByEmail(next)).isEqualTo(changed);
    assertRefused(Reason.INVALID_CREDENTIALS, () -> loginByEmail(user.getEmail()));
    assertThat(proveEmail(user, next)).isEqualTo(changed);
    assertThat(fixture.authService.ended()).doesNotContain(user.getUserId());
    assertThat(fixture.register(user.getEmail(), "Bob").getUserId()).isNotEmpty();
  }

  @Test
  @DisplayName("24: another case of letters is no other address, and changes at once")
  void another_case_changes_at_once() {
    User changed = wantEmail(user, user.getEmail().toUpperCase(Locale.ROOT));
    assertThat(changed.getEmail()).isEqualTo(user.getEmail().toUpperCase(Locale.ROOT));
    assertThat(changed.getPendingEmail()).isEmpty();
    assertThat(fixture.authService.emailChangesOf(user.getUserId())).isEmpty();
    assertThat(wantEmail(user, changed.getEmail())).isEqualTo(changed);
  }

  @Test
  @DisplayName("24: an address that another account has, in any case, is 409, before and after")
  void a_taken_address_is_refused() {
    User other = fixture.register();
    assertRefused(
        Reason.EMAIL_TAKEN, () -> wantEmail(user, other.getEmail().toUpperCase(Locale.ROOT)));
    assertThat(me(user)).isEqualTo(user);
    String free = newEmail();
    wantEmail(user, free);
    wantEmail(other, free.toUpperCase(Locale.ROOT));
    assertThat(proveEmail(other, free).getEmail()).isEqualTo(free.toUpperCase(Locale.ROOT));
    assertRefused(Reason.EMAIL_TAKEN, () -> proveEmail(user, free));
    assertThat(me(user).getEmail()).isEqualTo(user.getEmail());
  }

  @Test
  @DisplayName("24: of many who prove one address at once, one gets it")
  void of_many_who_prove_one_address_one_gets_it() throws Exception {
    String wanted = newEmail();
    List<Callable<?>> proofs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      User one = fixture.register();
      wantEmail(one, wanted);
      proofs.add(() -> proveEmail(one, wanted));
    }
    assertThat(UserFixture.atOnce(proofs)).containsOnlyOnce("OK").containsOnly("OK", "EMAIL_TAKEN");
  }

  @Test
  @DisplayName("24: asked for once more it is mailed once more; given up, no token counts")
  void a_change_is_asked_for_again_and_given_up() {
    String next = newEmail();
    User waiting = wantEmail(user, next);
    assertThat(wantEmail(user, next)).isEqualTo(waiting);
    assertThat(fixture.authService.emailChangesOf(user.getUserId())).containsExactly(next, next);
    assertThat(update(user, waiting.toBuilder().setName("B"), "name", "email", "pending_email"))
        .matches(sent -> sent.getPendingEmail().equals(next) && sent.getName().equals("B"));
    assertThat(fixture.authService.emailChangesOf(user.getUserId())).hasSize(2);
    assertThat(update(user, User.newBuilder(), "pending_email").getPendingEmail()).isEmpty();
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> proveEmail(user, next));
    assertRefused(Reason.RESOURCE_NOT_FOUND, () -> proveEmail(user, " "));
  }

  @Test
  @DisplayName("24: a mail that could not be asked for is asked for by the same call again")
  void a_mail_is_asked_for_by_the_same_call_again() {
    String next = newEmail();
    fixture.authService.fail(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> wantEmail(user, next));
    assertThat(me(user).getPendingEmail()).isEqualTo(next);
    fixture.authService.fail(false);
    wantEmail(user, next);
    assertThat(fixture.authService.emailChangesOf(user.getUserId())).containsExactly(next);
  }

  @Test
  @DisplayName("24: what is no address is refused, and nothing is taken away")
  void what_is_no_address_is_refused() {
    for (String wrong : List.of("", "ada", "ada@", "a b@example.com", "\u0430da@example.com")) {
      assertRefused(Reason.INVALID_FIELD, () -> wantEmail(user, wrong));
    }
    assertThat(me(user)).isEqualTo(user);
  }

  @Test
  @DisplayName("24, 22: what was mailed to the old address counts for the new one no longer")
  void the_old_address_proves_nothing() {
    String next = newEmail();
    wantEmail(user, next);
    proveEmail(user, next);
    assertRefused(
        Reason.RESOURCE_NOT_FOUND,
        () ->
            fixture
                .service("auth-service")
                .resetPassword(
                    ResetPasswordRequest.newBuilder()
                        .setUserId(user.getUserId())
                        .setEmail(user.getEmail())
                        .setNewPassword("another horse battery")
                        .build()));
  }

  @Test
  @DisplayName("2: an account is made with a number that no other signs in with")
  void an_account_is_made_with_a_number() {
    String phone = newPhone();
    User made = registerByPhone(phone);
    assertThat(made.getPhone()).isEqualTo(phone);
    assertThat(made.getEmail()).isEmpty();
    assertThat(made.getPhoneVerified()).isFalse();
    assertThat(loginByPhone(phone)).isEqualTo(made);
    assertThat(registerByPhone(newPhone()).getEmail()).isEmpty();
    assertRefused(Reason.PHONE_TAKEN, () -> registerByPhone(phone));
    assertRefused(Reason.INVALID_CREDENTIALS, () -> loginByPhone(newPhone()));
    assertThat(
            fixture
                .admin()
                .listUsers(ListUsersRequest.newBuilder().setPageSize(100).build())
                .getUsersList())
        .contains(made);
  }

  @Test
  @DisplayName("2: it takes an address or a number, and not both")
  void it_takes_one_of_the_two() {
    for (CreateUserRequest.Builder wrong :
        List.of(
            CreateUserRequest.newBuilder(),
            CreateUserRequest.newBuilder().setEmail(newEmail()).setPhone(newPhone()),
            CreateUserRequest.newBuilder().setPhone("020 7183 8750"))) {
      assertRefused(
          Reason.INVALID_FIELD,
          () ->
              fixture
                  .service("auth-service")
                  .createUser(wrong.setPassword(PASSWORD).setName("Ada").build()));
    }
  }

  @Test
  @DisplayName("2: a number that was proven signs in; one that merely stands there does not")
  void a_proven_number_signs_in() {
    String phone = newPhone();
    User written = update(user, User.newBuilder().setPhone(phone), "phone");
    assertThat(written.getPhoneVerified()).isFalse();
    assertRefused(Reason.INVALID_CREDENTIALS, () -> loginByPhone(phone));
    User proven = provePhone(user, phone);
    assertThat(proven.getPhoneVerified()).isTrue();
    assertThat(provePhone(user, phone)).isEqualTo(proven);
    assertThat(loginByPhone(phone)).isEqualTo(proven);
    assertThat(loginByEmail(user.getEmail())).isEqualTo(proven);

    User other = fixture.register();
    assertRefused(Reason.PHONE_TAKEN, () -> provePhone(other, phone));
    assertRefused(
        Reason.PHONE_TAKEN, () -> update(other, User.newBuilder().setPhone(phone), "phone"));

    User changed = update(user, User.newBuilder().setPhone(newPhone()), "phone");
    assertThat(changed.getPhoneVerified()).isFalse();
    assertRefused(Reason.INVALID_CREDENTIALS, () -> loginByPhone(phone));
    assertThat(provePhone(other, phone).getPhone()).isEqualTo(phone);
  }

  @Test
  @DisplayName("2: who has not proven a number gives way to who has, at once")
  void who_has_not_proven_a_number_gives_way_to_who_has() {
    String phone = newPhone();
    User squatter = registerByPhone(phone);
    User proven = provePhone(user, phone);
    assertThat(loginByPhone(phone)).isEqualTo(proven);
    assertThat(me(squatter).getEtag()).isNotEqualTo(squatter.getEtag());
    assertRefused(Reason.PHONE_TAKEN, () -> provePhone(squatter, phone));
    assertRefused(Reason.PHONE_TAKEN, () -> registerByPhone(phone));
  }

  @Test
  @DisplayName("2: after a day a number that was not proven is free for who signs up with it")
  void an_unproven_number_is_not_kept_for_ever() {
    String phone = newPhone();
    User old = registerByPhone(phone);
    age(old);
    assertThat(loginByPhone(phone).getUserId()).isEqualTo(old.getUserId());
    User next = registerByPhone(phone);
    assertThat(loginByPhone(phone)).isEqualTo(next);
    String provenPhone = newPhone();
    User proven = registerByPhone(provenPhone);
    provePhone(proven, provenPhone);
    age(proven);
    assertRefused(Reason.PHONE_TAKEN, () -> registerByPhone(provenPhone));
  }

  @Test
  @DisplayName("2: the number that is all there is to sign in with changes by proof alone")
  void the_only_name_changes_by_proof_alone() {
    String phone = newPhone();
    User made = registerByPhone(phone);
    for (String other : List.of("", newPhone())) {
      assertRefused(
          Reason.INVALID_FIELD, () -> update(made, User.newBuilder().setPhone(other), "phone"));
    }
    assertThat(update(made, made.toBuilder().setName("Grace"), "name", "phone", "email").getName())
        .isEqualTo("Grace");
    String next = newPhone();
    provePhone(made, next);
    assertThat(loginByPhone(next).getUserId()).isEqualTo(made.getUserId());
    assertRefused(Reason.INVALID_CREDENTIALS, () -> loginByPhone(phone));

    String email = newEmail();
    wantEmail(made, email);
    assertThat(proveEmail(made, email).getEmail()).isEqualTo(email);
    assertThat(update(made, User.newBuilder(), "phone").getPhone()).isEmpty();
    assertThat(loginByEmail(email).getUserId()).isEqualTo(made.getUserId());
    assertRefused(Reason.INVALID_CREDENTIALS, () -> loginByPhone(next));
  }

  @Test
  @DisplayName("19: proofs are auth-service's")
  void proofs_are_auth_services() {
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () ->
            caller("order-service")
                .changeEmail(
                    ChangeEmailRequest.newBuilder()
                        .setUserId(user.getUserId())
                        .setEmail(newEmail())
                        .build()));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () ->
            caller("order-service")
                .verifyPhone(
                    VerifyPhoneRequest.newBuilder()
                        .setUserId(user.getUserId())
                        .setPhone(newPhone())
                        .build()));
  }
}
