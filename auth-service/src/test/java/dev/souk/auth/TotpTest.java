package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.ErrorInfo;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.souk.auth.v1.AuthServiceGrpc;
import dev.souk.auth.v1.ConfirmTotpRequest;
import dev.souk.auth.v1.DisableTotpRequest;
import dev.souk.auth.v1.EnrollTotpRequest;
import dev.souk.auth.v1.EnrollTotpResponse;
import dev.souk.auth.v1.ListSessionsRequest;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.RefreshRequest;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.TotpServiceGrpc;
import dev.souk.auth.v1.TotpServiceGrpc.TotpServiceBlockingStub;
import dev.souk.auth.v1.Transport;
import dev.souk.auth.v1.VerifyTotpRequest;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("22: signing in with a second factor")
class TotpTest {
  private static final String WRONG = "000000";

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

  private static TotpServiceBlockingStub anybody() {
    return TotpServiceGrpc.newBlockingStub(auth.identity.anonymous(auth.server.grpcPort()));
  }

  private static TotpServiceBlockingStub holderOf(Session session) {
    return at(auth.server, session);
  }

  private static TotpServiceBlockingStub at(RunningServer instance, Session session) {
    return TotpServiceGrpc.newBlockingStub(
        auth.identity.withToken(instance.grpcPort(), session.getAccessToken()));
  }

  private static List<String> confirm(Session session, String code) {
    return holderOf(session)
        .confirmTotp(ConfirmTotpRequest.newBuilder().setCode(code).build())
        .getRecoveryCodesList();
  }

  private static Session registerWithTotp() {
    Session session = auth.register();
    assertThat(confirm(session, FakeSecondFactors.FIRST_CODE)).containsExactly("444444");
    return session;
  }

  private static LoginRequest login(Session session) {
    return LoginRequest.newBuilder()
        .setEmail(session.getUser().getEmail())
        .setPassword(FakeUserService.PASSWORD)
        .setDeviceName("Ada's laptop")
        .build();
  }

  private static String challenge(LoginRequest login) {
    ApiException refusal = assertRefused(Reason.TOTP_REQUIRED, () -> auth.anybody().login(login));
    String challenge = info(refusal).getMetadataOrThrow("challenge");
    assertThat(challenge).matches("[\\w-]{43}");
    return challenge;
  }

  private static ErrorInfo info(ApiException refusal) {
    try {
      return refusal.status().getDetails(0).unpack(ErrorInfo.class);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static VerifyTotpRequest answer(String challenge, String code) {
    return VerifyTotpRequest.newBuilder().setChallenge(challenge).setCode(code).build();
  }

  private static Session verify(String challenge, String code) {
    return anybody().verifyTotp(answer(challenge, code));
  }

  private static void assertWrong(String challenge, String code) {
    assertRefused(Reason.INVALID_CREDENTIALS, () -> verify(challenge, code));
  }

  @Test
  void enrolling_answers_what_an_app_needs() {
    Session session = auth.register();
    EnrollTotpResponse answer =
        holderOf(session).enrollTotp(EnrollTotpRequest.getDefaultInstance());
    assertThat(answer.getSecret()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assertThat(answer.getOtpauthUri())
        .isEqualTo(
            "otpauth://totp/Souk:%s?secret=%s&issuer=Souk&algorithm=SHA1&digits=6&period=30"
                .formatted(session.getUser().getEmail().replace("@", "%40"), answer.getSecret()));
    assertThat(auth.login(session.getUser().getEmail(), FakeUserService.PASSWORD).hasUser())
        .isTrue();
  }

  @Test
  void enrolling_later_takes_the_password_and_each_call_is_a_guess() {
    Session session = auth.register();
    try (RunningServer later = auth.instanceAhead(Duration.ofMinutes(11))) {
      Session refreshed =
          AuthServiceGrpc.newBlockingStub(auth.identity.anonymous(later.grpcPort()))
              .refresh(
                  RefreshRequest.newBuilder().setRefreshToken(session.getRefreshToken()).build());
      TotpServiceBlockingStub holder = at(later, refreshed);
      assertRefused(
          Reason.INVALID_CREDENTIALS,
          () -> holder.enrollTotp(EnrollTotpRequest.getDefaultInstance()));
      EnrollTotpRequest right =
          EnrollTotpRequest.newBuilder().setPassword(FakeUserService.PASSWORD).build();
      assertThat(holder.enrollTotp(right).getSecret()).isNotEmpty();
      EnrollTotpRequest wrong =
          EnrollTotpRequest.newBuilder().setPassword("wrong horse battery").build();
      for (int i = 0; i < 10; i++) {
        assertRefused(Reason.INVALID_CREDENTIALS, () -> holder.enrollTotp(wrong));
      }
      assertRefused(Reason.LOCKED_OUT, () -> holder.enrollTotp(right));
    }
  }

  @Test
  void a_password_alone_no_longer_signs_in() {
    Session first = registerWithTotp();
    String challenge = challenge(login(first));
    Session session = verify(challenge, "222222");
    assertThat(session.getUser().getUserId()).isEqualTo(first.getUser().getUserId());
    assertThat(session.getUser().getTotpEnabled()).isTrue();
    assertThat(session.getSessionId()).isNotEqualTo(first.getSessionId());
    assertThat(
            auth.holderOf(session)
                .listSessions(ListSessionsRequest.getDefaultInstance())
                .getSessions(0)
                .getDeviceName())
        .isEqualTo("Ada's laptop");
    assertWrong(challenge, "333333");
  }

  @Test
  void a_wrong_password_is_told_as_for_everybody() {
    Session first = registerWithTotp();
    assertRefused(
        Reason.INVALID_CREDENTIALS,
        () ->
            auth.anybody()
                .login(login(first).toBuilder().setPassword("wrong horse battery").build()));
  }

  @Test
  void a_challenge_outlives_a_slip_and_ends_after_five_minutes() {
    Session first = registerWithTotp();
    String challenge = challenge(login(first));
    assertWrong(challenge, WRONG);
    try (RunningServer sooner = auth.instanceAhead(Duration.ofMinutes(4))) {
      assertThat(at(sooner).verifyTotp(answer(challenge, "222222")).hasUser()).isTrue();
    }
    String late = challenge(login(first));
    try (RunningServer later = auth.instanceAhead(Duration.ofMinutes(5))) {
      assertRefused(Reason.INVALID_CREDENTIALS, () -> at(later).verifyTotp(answer(late, "333333")));
    }
  }

  private static TotpServiceBlockingStub at(RunningServer instance) {
    return TotpServiceGrpc.newBlockingStub(auth.identity.anonymous(instance.grpcPort()));
  }

  @Test
  void nothing_tells_a_wrong_code_from_a_wrong_challenge() {
    String challenge = challenge(login(registerWithTotp()));
    String told =
        assertRefused(Reason.INVALID_CREDENTIALS, () -> verify(challenge, WRONG))
            .status()
            .toString();
    assertThat(
            assertRefused(Reason.INVALID_CREDENTIALS, () -> verify("made-up", "222222"))
                .status()
                .toString())
        .isEqualTo(told);
  }

  @Test
  void of_answers_to_one_challenge_at_once_one_opens_a_session() throws Exception {
    Session first = registerWithTotp();
    String challenge = challenge(login(first));
    List<String> codes = new ArrayList<>(FakeSecondFactors.CODES);
    List<String> outcomes =
        AuthFixture.atOnce(
            6,
            () -> {
              String code;
              synchronized (codes) {
                code = codes.isEmpty() ? WRONG : codes.removeFirst();
              }
              return verify(challenge, code);
            });
    assertThat(outcomes).containsOnlyOnce("OK").containsOnly("OK", "INVALID_CREDENTIALS");
  }

  @Test
  @DisplayName("22, 21: a million codes cannot be tried, whatever the challenge")
  void codes_are_counted_by_account() {
    Session first = registerWithTotp();
    for (int i = 0; i < 10; i++) {
      assertWrong(challenge(login(first)), WRONG);
    }
    int before = auth.users.factors().verifications();
    String fresh = challenge(login(first));
    assertRefused(Reason.LOCKED_OUT, () -> verify(fresh, "222222"));
    assertThat(auth.users.factors().verifications()).isEqualTo(before);
    await()
        .ignoreExceptions()
        .atMost(Duration.ofSeconds(5))
        .until(() -> verify(fresh, "222222").hasUser());
    assertWrong(challenge(login(first)), WRONG);
  }

  @Test
  void a_right_password_without_a_code_does_not_forget_wrong_ones() {
    Session first = registerWithTotp();
    String email = first.getUser().getEmail();
    for (int i = 0; i < 9; i++) {
      assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, "wrong horse battery"));
    }
    String challenge = challenge(login(first));
    assertRefused(Reason.INVALID_CREDENTIALS, () -> auth.login(email, "wrong horse battery"));
    assertRefused(Reason.LOCKED_OUT, () -> auth.login(email, FakeUserService.PASSWORD));
    verify(challenge, "222222");
    assertRefused(Reason.TOTP_REQUIRED, () -> auth.login(email, FakeUserService.PASSWORD));
  }

  @Test
  void an_account_that_changed_since_the_password_was_given_opens_no_session() {
    Session first = registerWithTotp();
    String challenge = challenge(login(first));
    auth.users.change(first.getUser().getUserId());
    assertRefused(Reason.CONTENTION, () -> verify(challenge, "222222"));
    assertWrong(challenge, "333333");
    String another = challenge(login(first));
    auth.users.disable(first.getUser().getUserId());
    assertWrong(another, "333333");
  }

  @Test
  @DisplayName("22, 17: tokens come back as the sign-in wanted them")
  void tokens_come_back_as_the_sign_in_wanted_them() {
    Session first = registerWithTotp();
    AtomicReference<Metadata> metadata = new AtomicReference<>();
    String challenge =
        challenge(login(first).toBuilder().setTransport(Transport.TRANSPORT_COOKIE).build());
    Session session =
        anybody()
            .withInterceptors(
                MetadataUtils.newCaptureMetadataInterceptor(metadata, new AtomicReference<>()))
            .verifyTotp(answer(challenge, "222222"));
    assertThat(session.getAccessToken() + session.getRefreshToken()).isEmpty();
    assertThat(
            metadata
                .get()
                .get(Metadata.Key.of("x-session-refresh-token", Metadata.ASCII_STRING_MARSHALLER)))
        .isNotEmpty();
  }

  @Test
  void it_is_switched_on_and_off_with_a_notice_and_the_current_session_goes_on() {
    Session session = registerWithTotp();
    String email = session.getUser().getEmail();
    assertThat(auth.users.factors().keptSessions()).contains(session.getSessionId());
    awaitMail(email, "Two-step sign-in is on");
    DisableTotpRequest wrong =
        DisableTotpRequest.newBuilder()
            .setPassword("wrong horse battery")
            .setCode("222222")
            .build();
    assertRefused(Reason.INVALID_CREDENTIALS, () -> holderOf(session).disableTotp(wrong));
    DisableTotpRequest right = wrong.toBuilder().setPassword(FakeUserService.PASSWORD).build();
    assertThat(holderOf(session).disableTotp(right)).isNotNull();
    awaitMail(email, "Two-step sign-in is off");
    assertThat(auth.login(email, FakeUserService.PASSWORD).getUser().getTotpEnabled()).isFalse();
  }

  private static void awaitMail(String email, String subject) {
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> auth.mailsTo(email).stream().anyMatch(mail -> mail.subject().equals(subject)));
  }

  @Test
  void switching_it_off_counts_as_a_sign_in() {
    Session session = registerWithTotp();
    for (int i = 0; i < 10; i++) {
      DisableTotpRequest wrong =
          DisableTotpRequest.newBuilder()
              .setPassword(i % 2 == 0 ? FakeUserService.PASSWORD : "wrong horse battery")
              .setCode(WRONG)
              .build();
      assertRefused(Reason.INVALID_CREDENTIALS, () -> holderOf(session).disableTotp(wrong));
    }
    assertRefused(
        Reason.LOCKED_OUT,
        () ->
            holderOf(session)
                .disableTotp(
                    DisableTotpRequest.newBuilder()
                        .setPassword(FakeUserService.PASSWORD)
                        .setCode("222222")
                        .build()));
  }

  @Test
  void a_wrong_first_code_is_told_and_nobody_enrols_anonymously() {
    Session session = auth.register();
    assertRefused(Reason.CODE_INVALID, () -> confirm(session, WRONG));
    assertRefused(
        Reason.TOKEN_MISSING, () -> anybody().enrollTotp(EnrollTotpRequest.getDefaultInstance()));
  }

  @Test
  void the_store_holds_no_challenge() {
    String challenge = challenge(login(registerWithTotp()));
    try (MongoClient client = MongoClients.create(auth.mongo.uri("auth"))) {
      List<Document> stored =
          client
              .getDatabase("auth")
              .getCollection("loginChallenges")
              .find()
              .into(new ArrayList<>());
      assertThat(stored)
          .isNotEmpty()
          .allSatisfy(document -> assertThat(document.toJson()).doesNotContain(challenge));
    }
  }
}
