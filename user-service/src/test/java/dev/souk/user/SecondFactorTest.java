package dev.souk.user;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.souk.kit.error.Reason;
import dev.souk.user.domain.totp.Totp;
import dev.souk.user.domain.totp.TotpSecret;
import dev.souk.user.v1.ConfirmTotpRequest;
import dev.souk.user.v1.ConfirmTotpResponse;
import dev.souk.user.v1.DisableTotpRequest;
import dev.souk.user.v1.EnrollTotpRequest;
import dev.souk.user.v1.EnrollTotpResponse;
import dev.souk.user.v1.GetMeRequest;
import dev.souk.user.v1.ResetPasswordRequest;
import dev.souk.user.v1.SecondFactorServiceGrpc;
import dev.souk.user.v1.SecondFactorServiceGrpc.SecondFactorServiceBlockingStub;
import dev.souk.user.v1.User;
import dev.souk.user.v1.VerifySecondFactorRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Second factors as auth-service sees them: real gRPC, a real store. */
@DisplayName("22: second factors")
class SecondFactorTest {
  private static final String PASSWORD = "correct horse battery";

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

  private static SecondFactorServiceBlockingStub caller(String service) {
    return SecondFactorServiceGrpc.newBlockingStub(
        fixture.identity.service(fixture.server.grpcPort(), "user-service", service));
  }

  private static SecondFactorServiceBlockingStub auth() {
    return caller("auth-service");
  }

  private EnrollTotpResponse enroll() {
    return auth()
        .enrollTotp(
            EnrollTotpRequest.newBuilder()
                .setUserId(user.getUserId())
                .setPassword(PASSWORD)
                .build());
  }

  private static TotpSecret secret(EnrollTotpResponse enrolment) {
    return new TotpSecret(enrolment.getSecret().toByteArray());
  }

  /** What the app shows, so many steps from now. */
  private static String code(TotpSecret secret, int stepsAhead) {
    return Totp.code(secret, Totp.step(Instant.now()) + stepsAhead);
  }

  private ConfirmTotpResponse confirm(String code) {
    return auth()
        .confirmTotp(
            ConfirmTotpRequest.newBuilder()
                .setUserId(user.getUserId())
                .setCode(code)
                .setKeptSessionId("ses_kept")
                .build());
  }

  private User verify(String code) {
    return auth()
        .verifySecondFactor(
            VerifySecondFactorRequest.newBuilder()
                .setUserId(user.getUserId())
                .setCode(code)
                .build());
  }

  private User disable(String password, String code) {
    return auth()
        .disableTotp(
            DisableTotpRequest.newBuilder()
                .setUserId(user.getUserId())
                .setPassword(password)
                .setCode(code)
                .setKeptSessionId("ses_kept")
                .build())
        .getUser();
  }

  private User me() {
    return fixture.as(user.getUserId()).getMe(GetMeRequest.getDefaultInstance());
  }

  @Test
  void a_first_code_switches_it_on_and_ends_the_other_sessions() {
    EnrollTotpResponse enrolment = enroll();
    assertThat(enrolment.getAccountName()).isEqualTo(user.getEmail());
    assertThat(enrolment.getSecret().size()).isEqualTo(20);
    assertThat(me()).isEqualTo(user);
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify(code(secret(enrolment), 0)));

    ConfirmTotpResponse confirmed = confirm(code(secret(enrolment), -1));

    assertThat(confirmed.getRecoveryCodesList()).hasSize(10).doesNotHaveDuplicates();
    assertThat(confirmed.getUser().getTotpEnabled()).isTrue();
    assertThat(me()).isEqualTo(confirmed.getUser());
    assertThat(fixture.authService.keptOf(user.getUserId())).containsExactly("ses_kept");
    assertThat(verify(code(secret(enrolment), 0))).isEqualTo(confirmed.getUser());
    assertRefused(Reason.ILLEGAL_STATE, this::enroll);
    assertRefused(Reason.ILLEGAL_STATE, () -> confirm(code(secret(enrolment), 1)));
  }

  @Test
  void each_step_is_used_once_the_first_one_included() {
    TotpSecret secret = secret(enroll());
    String first = code(secret, 0);
    confirm(first);
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify(first));
    String next = code(secret, 1);
    assertThat(verify(" " + next + " ").getUserId()).isEqualTo(user.getUserId());
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify(next));
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify("000000"));
  }

  @Test
  void of_uses_of_one_code_at_once_one_succeeds() throws Exception {
    TotpSecret secret = secret(enroll());
    List<String> recovery = confirm(code(secret, -1)).getRecoveryCodesList();
    for (String code : List.of(code(secret, 0), recovery.getFirst())) {
      Callable<?> use = () -> verify(code);
      assertThat(UserFixture.atOnce(Collections.nCopies(8, use)))
          .containsOnlyOnce("OK")
          .containsOnly("OK", "INVALID_CREDENTIALS");
    }
  }

  @Test
  void a_recovery_code_is_good_once_however_it_is_written() {
    List<String> recovery = confirm(code(secret(enroll()), 0)).getRecoveryCodesList();
    String code = recovery.get(3);
    String written = code.toLowerCase(Locale.ROOT).replace('-', ' ');
    assertThat(verify(written).getUserId()).isEqualTo(user.getUserId());
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify(code));
    assertThat(verify(recovery.get(4)).getUserId()).isEqualTo(user.getUserId());
  }

  @Test
  void a_wrong_code_confirms_nothing_and_the_last_secret_counts() {
    TotpSecret first = secret(enroll());
    TotpSecret second = secret(enroll());
    assertRefused(Reason.CODE_INVALID, () -> confirm(code(first, 0)));
    assertRefused(Reason.CODE_INVALID, () -> confirm("123"));
    assertThat(me().getTotpEnabled()).isFalse();
    assertThat(confirm(code(second, 0)).getUser().getTotpEnabled()).isTrue();
  }

  @Test
  void a_code_without_a_secret_to_confirm_is_no_step() {
    assertRefused(Reason.ILLEGAL_STATE, () -> confirm("123456"));
  }

  @Test
  void it_takes_the_password_and_a_code_to_switch_it_off() {
    TotpSecret secret = secret(enroll());
    List<String> recovery = confirm(code(secret, -1)).getRecoveryCodesList();
    String code = code(secret, 0);
    String told =
        assertRefused(Reason.INVALID_CREDENTIALS, () -> disable("wrong horse battery", code))
            .status()
            .toString();
    assertThat(
            assertRefused(Reason.INVALID_CREDENTIALS, () -> disable(PASSWORD, "000000"))
                .status()
                .toString())
        .isEqualTo(told);
    assertThat(me().getTotpEnabled()).isTrue();

    User disabled = disable(PASSWORD, code);

    assertThat(disabled.getTotpEnabled()).isFalse();
    assertThat(me()).isEqualTo(disabled);
    assertThat(fixture.authService.keptOf(user.getUserId()))
        .containsExactly("ses_kept", "ses_kept");
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify(recovery.getFirst()));
    assertRefused(Reason.ILLEGAL_STATE, () -> disable(PASSWORD, code(secret, 1)));
    TotpSecret another = secret(enroll());
    assertThat(confirm(code(another, 0)).getRecoveryCodesList())
        .doesNotContainAnyElementsOf(recovery);
  }

  @Test
  void a_password_set_by_mail_leaves_it_on() {
    confirm(code(secret(enroll()), 0));
    User reset =
        fixture
            .service("auth-service")
            .resetPassword(
                ResetPasswordRequest.newBuilder()
                    .setUserId(user.getUserId())
                    .setEmail(user.getEmail())
                    .setNewPassword("another horse battery")
                    .build());
    assertThat(reset.getTotpEnabled()).isTrue();
  }

  @Test
  void the_store_holds_neither_the_secret_nor_a_recovery_code() {
    EnrollTotpResponse enrolment = enroll();
    assertHides(enrolment, List.of());
    assertHides(enrolment, confirm(code(secret(enrolment), 0)).getRecoveryCodesList());
  }

  private void assertHides(EnrollTotpResponse enrolment, List<String> recoveryCodes) {
    try (MongoClient client = MongoClients.create(fixture.mongo.uri("users"))) {
      String stored =
          client
              .getDatabase("users")
              .getCollection("users")
              .find(Filters.eq("_id", user.getUserId()))
              .first()
              .toJson();
      String base64 = Base64.getEncoder().encodeToString(enrolment.getSecret().toByteArray());
      assertThat(stored).contains("secret").doesNotContain(base64.substring(0, 20));
      recoveryCodes.forEach(code -> assertThat(stored).doesNotContain(code));
    }
  }

  @Test
  void nobody_gets_a_secret_without_the_password_or_for_a_disabled_account() {
    EnrollTotpRequest wrong =
        EnrollTotpRequest.newBuilder()
            .setUserId(user.getUserId())
            .setPassword("wrong horse battery")
            .build();
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth().enrollTotp(wrong));
    EnrollTotpRequest unasked = wrong.toBuilder().clearPassword().build();
    assertThat(auth().enrollTotp(unasked).getSecret().size()).isEqualTo(20);
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () -> auth().enrollTotp(unasked.toBuilder().setUserId("usr_none").build()));
    User disabled =
        fixture
            .admin()
            .updateUser(
                UserFixture.change(user.toBuilder().setState(User.State.STATE_DISABLED), "state"));
    assertThat(disabled.getState()).isEqualTo(User.State.STATE_DISABLED);
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth().enrollTotp(unasked));
  }

  @Test
  void sessions_that_could_not_be_ended_are_ended_later() {
    TotpSecret secret = secret(enroll());
    fixture.authService.fail(true);
    assertRefused(Reason.DEPENDENCY_UNAVAILABLE, () -> confirm(code(secret, 0)));
    fixture.authService.fail(false);
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(15))
        .untilAsserted(() ->
            assertThat(fixture.authService.keptOf(user.getUserId())).containsExactly("ses_kept"));
    assertThat(me().getTotpEnabled()).isTrue();
  }

  @Test
  @DisplayName("19: second factors are for auth-service alone")
  void second_factors_are_for_auth_service_alone() {
    VerifySecondFactorRequest request =
        VerifySecondFactorRequest.newBuilder()
            .setUserId(user.getUserId())
            .setCode("123456")
            .build();
    assertRefused(
        Reason.CALLER_NOT_ALLOWED, () -> caller("order-service").verifySecondFactor(request));
    assertRefused(
        Reason.CALLER_NOT_ALLOWED,
        () ->
            SecondFactorServiceGrpc.newBlockingStub(
                    fixture.identity.user(
                        fixture.server.grpcPort(), user.getUserId(), "ROLE_ADMIN"))
                .verifySecondFactor(request));
  }
}
