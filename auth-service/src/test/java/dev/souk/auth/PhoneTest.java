package dev.souk.auth;

import static dev.souk.kit.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.auth0.jwt.JWT;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import dev.souk.auth.v1.ChangePasswordRequest;
import dev.souk.auth.v1.IntrospectTokenRequest;
import dev.souk.auth.v1.LoginRequest;
import dev.souk.auth.v1.PhoneServiceGrpc;
import dev.souk.auth.v1.PhoneServiceGrpc.PhoneServiceBlockingStub;
import dev.souk.auth.v1.RegisterRequest;
import dev.souk.auth.v1.RequestPhoneCodeRequest;
import dev.souk.auth.v1.ResendVerificationEmailRequest;
import dev.souk.auth.v1.Session;
import dev.souk.auth.v1.VerifyPhoneRequest;
import dev.souk.embedded.ReceivedMail;
import dev.souk.kit.error.Reason;
import dev.souk.kit.server.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("2: telephone numbers")
class PhoneTest {
  private static final AtomicLong number = new AtomicLong(442071838000L);

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

  private static String newPhone() {
    return "+" + number.incrementAndGet();
  }

  private static RegisterRequest account(String phone) {
    return AuthFixture.account("").toBuilder().setPhone(phone).build();
  }

  private static Session login(String phone, String password) {
    return auth.anybody()
        .login(LoginRequest.newBuilder().setPhone(phone).setPassword(password).build());
  }

  private static PhoneServiceBlockingStub holderOf(Session session) {
    return at(auth.server, session);
  }

  private static PhoneServiceBlockingStub at(RunningServer instance, Session session) {
    return PhoneServiceGrpc.newBlockingStub(
        auth.identity.withToken(instance.grpcPort(), session.getAccessToken()));
  }

  private static void requestCode(Session session, String phone) {
    assertThat(
            holderOf(session)
                .requestPhoneCode(RequestPhoneCodeRequest.newBuilder().setPhone(phone).build()))
        .isNotNull();
  }

  private static List<ReceivedMail> messages(String phone) {
    return auth.mailsTo(phone + "@sms.souk.local");
  }

  /** The newest code, once there are so many messages. */
  private static String code(String phone, int messages) {
    await().atMost(Duration.ofSeconds(15)).until(() -> messages(phone).size() >= messages);
    return messages(phone).getFirst().text().substring(0, 6);
  }

  private static String newCode(Session session, String phone) {
    int before = messages(phone).size();
    requestCode(session, phone);
    return code(phone, before + 1);
  }

  private static void verify(Session session, String code) {
    assertThat(holderOf(session).verifyPhone(VerifyPhoneRequest.newBuilder().setCode(code).build()))
        .isNotNull();
  }

  private static void assertInvalid(Session session, String code) {
    assertRefused(Reason.CODE_INVALID, () -> verify(session, code));
  }

  private static String wrong(String code) {
    return code.equals("000000") ? "000001" : "000000";
  }

  @Test
  @DisplayName("2: an account is made with a number, and signs in with it")
  void an_account_is_made_with_a_number() {
    String phone = newPhone();
    Session session = auth.anybody().register(account(phone));
    assertThat(session.getUser().getPhone()).isEqualTo(phone);
    assertThat(session.getUser().getEmail()).isEmpty();
    DecodedJWT token = JWT.decode(session.getAccessToken());
    assertThat(token.getClaims()).doesNotContainKey("email");
    assertThat(login(phone, FakeUserService.PASSWORD).getUser().getUserId())
        .isEqualTo(session.getUser().getUserId());
    assertRefused(Reason.INVALID_CREDENTIALS, () -> login(phone, "wrong horse battery"));
    assertRefused(Reason.PHONE_TAKEN, () -> auth.anybody().register(account(phone)));
    assertThat(
            auth.service(auth.server, "order-service")
                .introspectToken(
                    IntrospectTokenRequest.newBuilder().setToken(session.getAccessToken()).build())
                .getActive())
        .isTrue();
  }

  @Test
  @DisplayName("2: it takes a number in E.164 form or an e-mail address, and not both")
  void it_takes_one_of_the_two() {
    for (RegisterRequest wrong :
        List.of(
            account("020 7183 8750"),
            account("+0123456789"),
            account(""),
            account(newPhone()).toBuilder().setEmail("both@example.com").build())) {
      assertRefused(Reason.INVALID_FIELD, () -> auth.anybody().register(wrong));
    }
    assertRefused(
        Reason.INVALID_FIELD,
        () ->
            auth.anybody()
                .login(LoginRequest.newBuilder().setPassword("correct horse battery").build()));
    assertRefused(Reason.INVALID_CREDENTIALS, () -> login("020 7183", FakeUserService.PASSWORD));
  }

  @Test
  @DisplayName("21: numbers are locked like addresses, each by itself")
  void numbers_are_locked_like_addresses() {
    Session one = auth.anybody().register(account(newPhone()));
    Session other = auth.anybody().register(account(newPhone()));
    for (int i = 0; i < 5; i++) {
      assertRefused(
          Reason.INVALID_CREDENTIALS, () -> login(one.getUser().getPhone(), "wrong horse battery"));
      assertRefused(
          Reason.INVALID_CREDENTIALS,
          () ->
              auth.holderOf(one)
                  .changePassword(
                      ChangePasswordRequest.newBuilder()
                          .setCurrentPassword("wrong horse battery")
                          .setNewPassword("another horse battery")
                          .build()));
    }
    assertRefused(
        Reason.LOCKED_OUT, () -> login(one.getUser().getPhone(), FakeUserService.PASSWORD));
    assertThat(login(other.getUser().getPhone(), FakeUserService.PASSWORD).hasUser()).isTrue();
  }

  @Test
  @DisplayName("2: a code that was sent to the number proves it, once")
  void a_code_proves_the_number() {
    Session session = auth.anybody().register(account(newPhone()));
    String phone = session.getUser().getPhone();
    requestCode(session, "");
    String code = code(phone, 1);
    assertThat(messages(phone).getFirst().text().strip())
        .isEqualTo(code + " is your Souk code, for 10 minutes. Tell it to nobody.");
    assertThat(code).matches("[0-9]{6}");
    verify(session, " " + code);
    assertThat(auth.refresh(session.getRefreshToken()).getUser().getPhoneVerified()).isTrue();
    assertInvalid(session, code);
  }

  @Test
  @DisplayName("2: an account with an address gets a number by its code, and a notice")
  void an_account_with_an_address_gets_a_number() {
    Session session = auth.register();
    String phone = newPhone();
    assertRefused(Reason.INVALID_FIELD, () -> requestCode(session, ""));
    verify(session, newCode(session, phone));
    assertThat(auth.refresh(session.getRefreshToken()).getUser().getPhone()).isEqualTo(phone);
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() ->
            auth.mailsTo(session.getUser().getEmail()).stream()
                .anyMatch(mail -> mail.subject().equals("Your telephone number has changed")));
  }

  @Test
  @DisplayName("2: five tries, and then the right code is none either")
  void five_tries() {
    Session session = auth.register();
    String code = newCode(session, newPhone());
    for (int i = 0; i < 5; i++) {
      assertInvalid(session, wrong(code));
    }
    assertInvalid(session, code);
  }

  @Test
  @DisplayName("2: tries at once cannot outrun their count, and one use succeeds")
  void tries_at_once_are_counted() throws Exception {
    Session session = auth.register();
    String code = newCode(session, newPhone());
    List<String> outcomes =
        AuthFixture.atOnce(
            8,
            () ->
                holderOf(session)
                    .verifyPhone(VerifyPhoneRequest.newBuilder().setCode(code).build()));
    assertThat(outcomes).containsOnlyOnce("OK").containsOnly("OK", "CODE_INVALID");
    Session other = auth.register();
    String right = newCode(other, newPhone());
    assertThat(
            AuthFixture.atOnce(
                8,
                () ->
                    holderOf(other)
                        .verifyPhone(
                            VerifyPhoneRequest.newBuilder().setCode(wrong(right)).build())))
        .containsOnly("CODE_INVALID");
    assertInvalid(other, right);
  }

  @Test
  @DisplayName("2: a code ends after ten minutes, and when the next is sent")
  void a_code_ends() {
    Session session = auth.register();
    String phone = newPhone();
    String first = newCode(session, phone);
    String second = newCode(session, phone);
    if (!first.equals(second)) {
      assertInvalid(session, first);
    }
    try (RunningServer later = auth.instanceAhead(Duration.ofMinutes(9))) {
      assertThat(
              at(later, session)
                  .verifyPhone(VerifyPhoneRequest.newBuilder().setCode(second).build()))
          .isNotNull();
    }
    VerifyPhoneRequest late =
        VerifyPhoneRequest.newBuilder().setCode(newCode(session, newPhone())).build();
    try (RunningServer tooLate = auth.instanceAhead(Duration.ofMinutes(10))) {
      Session refreshed = refreshedAt(tooLate, session);
      assertRefused(Reason.CODE_INVALID, () -> at(tooLate, refreshed).verifyPhone(late));
    }
  }

  private static Session refreshedAt(RunningServer instance, Session session) {
    return dev.souk.auth.v1.AuthServiceGrpc.newBlockingStub(
            auth.identity.anonymous(instance.grpcPort()))
        .refresh(
            dev.souk.auth.v1.RefreshRequest.newBuilder()
                .setRefreshToken(session.getRefreshToken())
                .build());
  }

  @Test
  @DisplayName("2: a code is good for its account, and for the number that it was sent to")
  void a_code_is_good_for_its_account_and_number() {
    Session session = auth.register();
    Session other = auth.register();
    String code = newCode(session, newPhone());
    assertInvalid(other, code);
    VerifyPhoneRequest elsewhere =
        VerifyPhoneRequest.newBuilder().setCode(code).setPhone(newPhone()).build();
    assertRefused(Reason.CODE_INVALID, () -> holderOf(session).verifyPhone(elsewhere));
    verify(session, code);
  }

  @Test
  @DisplayName("2: a refused use leaves the code as it was")
  void a_refused_use_leaves_the_code() {
    Session first = auth.register();
    String phone = newPhone();
    verify(first, newCode(first, phone));
    Session second = auth.register();
    String code = newCode(second, phone);
    assertRefused(Reason.PHONE_TAKEN, () -> verify(second, code));
    auth.users.changed(first.getUser().getUserId(), user -> user.setPhoneVerified(false));
    verify(second, code);
  }

  @Test
  @DisplayName("2: five codes an hour to a number, whoever asks, and for an account")
  void five_codes_an_hour() {
    String phone = newPhone();
    for (int i = 0; i < 5; i++) {
      requestCode(auth.register(), phone);
    }
    Session session = auth.register();
    assertRefused(Reason.RATE_LIMITED, () -> requestCode(session, phone));
    for (int i = 0; i < 5; i++) {
      requestCode(session, newPhone());
    }
    assertRefused(Reason.RATE_LIMITED, () -> requestCode(session, newPhone()));
  }

  @Test
  @DisplayName("2: the store holds a keyed hash, which a million tries do not undo")
  void the_store_holds_a_keyed_hash() throws Exception {
    Session session = auth.register();
    String code = newCode(session, newPhone());
    try (MongoClient client = MongoClients.create(auth.mongo.uri("auth"))) {
      Document stored =
          client
              .getDatabase("auth")
              .getCollection("phoneCodes")
              .find(Filters.eq("_id", session.getUser().getUserId()))
              .first();
      assertThat(stored.toJson()).doesNotContain("\"" + code + "\"");
      String hashed = stored.getString("requestId") + " " + stored.getString("phone") + " " + code;
      assertThat(stored.getString("hash"))
          .isNotEqualTo(
              java.util.HexFormat.of()
                  .formatHex(
                      java.security.MessageDigest.getInstance("SHA-256")
                          .digest(hashed.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }
  }

  @Test
  @DisplayName("2: who has no address is mailed nothing, and codes are for who is signed in")
  void who_has_no_address_is_mailed_nothing() {
    Session session = auth.anybody().register(account(newPhone()));
    assertThat(
            auth.holderOf(session)
                .resendVerificationEmail(ResendVerificationEmailRequest.getDefaultInstance()))
        .isNotNull();
    assertThat(auth.mailsTo("")).isEmpty();
    assertRefused(
        Reason.TOKEN_MISSING,
        () ->
            PhoneServiceGrpc.newBlockingStub(auth.identity.anonymous(auth.server.grpcPort()))
                .requestPhoneCode(RequestPhoneCodeRequest.getDefaultInstance()));
  }
}
