package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What attackers try with addresses and passwords, through the gateway. */
@Order(5)
@ExtendWith(Shop.Running.class)
@DisplayName("5, 18, 21, 98: attacks on credentials")
class CredentialAttackTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REGISTER = "/v1/auth/register";
  private static final String LOGIN = "/v1/auth/login";

  private static String body(String... namesAndValues) {
    ObjectNode body = JSON.createObjectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      body.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return body.toString();
  }

  private static Answer register(Shop shop, String email, String password) {
    return shop.anonymous()
        .post(REGISTER, body("email", email, "password", password, "name", "Mallory"));
  }

  /** Sent again while all tests together sign in more often than the gateway lets one address. */
  private static Answer login(Shop shop, String email, String password) {
    AtomicReference<Answer> answer = new AtomicReference<>();
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofSeconds(2))
        .pollDelay(Duration.ZERO)
        .until(() -> {
          answer.set(shop.anonymous().post(LOGIN, body("email", email, "password", password)));
          return !answer.get().reason().equals("RATE_LIMITED");
        });
    return answer.get();
  }

  /** All of the error but the id of the request. */
  private static JsonNode error(Answer answer) {
    ObjectNode error = answer.json().at("/error").deepCopy();
    error.remove("requestId");
    return error;
  }

  @Test
  void no_answer_tells_whether_an_address_has_an_account(Shop shop) {
    String known = shop.accounts().email("enumerated");
    shop.accounts().register(known);
    String unknown = "nobody-" + known;
    Answer wrong = login(shop, known, "wrong-password").refused(401, "INVALID_CREDENTIALS");
    Answer nobody = login(shop, unknown, "wrong-password").refused(401, "INVALID_CREDENTIALS");
    assertThat(error(wrong)).isEqualTo(error(nobody));
    assertThat(names(wrong)).isEqualTo(names(nobody));

    String reset = "/v1/auth/password:requestReset";
    Answer forKnown = shop.anonymous().post(reset, body("email", known)).ok();
    Answer forUnknown = shop.anonymous().post(reset, body("email", unknown)).ok();
    assertThat(forKnown.text()).isEqualTo(forUnknown.text()).isEqualTo("{}");
    assertThat(names(forKnown)).isEqualTo(names(forUnknown));
  }

  /** The names of the headers, without those of the rate limit's moment. */
  private static List<String> names(Answer answer) {
    return answer.headers().map().keySet().stream().sorted().toList();
  }

  @Test
  void one_time_tokens_that_never_were_are_one_error(Shop shop) {
    JsonNode ofOne =
        error(
            shop.anonymous()
                .post("/v1/auth/email:verify", body("token", "x"))
                .refused(400, "ONE_TIME_TOKEN_INVALID"));
    JsonNode ofMany =
        error(
            shop.anonymous()
                .post("/v1/auth/email:verify", body("token", "A".repeat(43)))
                .refused(400, "ONE_TIME_TOKEN_INVALID"));
    assertThat(ofOne).isEqualTo(ofMany);
  }

  @Test
  void nobody_gives_themselves_roles_a_state_a_verified_address_or_an_id(Shop shop) {
    Map<String, String> wishes =
        Map.of(
            "roles", "[\"ROLE_ADMIN\"]",
            "state", "\"STATE_ACTIVE\"",
            "emailVerified", "true",
            "userId", "\"usr_00000000000000000000000000\"");
    String email = shop.accounts().email("mass");
    wishes.forEach((field, value) -> {
      Answer refusal =
          shop.anonymous()
              .post(
                  REGISTER,
                  """
                  {"email": "%s", "password": "%s", "name": "Mallory", "%s": %s}
                  """
                      .formatted(email, Accounts.PASSWORD, field, value))
              .refused(400, "INVALID_FIELD");
      assertThat(refusal.text()).contains(field);
    });
    Answer session = register(shop, email, Accounts.PASSWORD).ok();
    Client mallory = shop.anonymous().withToken(session.at("/accessToken"));
    Answer before = mallory.get("/v1/users/me").ok();
    assertThat(before.json().at("/roles").toString()).isEqualTo("[\"ROLE_CUSTOMER\"]");
    wishes.forEach((field, value) -> {
      String wish = "{\"name\": \"Mallory\", \"%s\": %s}".formatted(field, value);
      assertThat(mallory.patch("/v1/users/me", wish).ok().json()).isEqualTo(before.json());
      assertThat(mallory.patch("/v1/users/me?updateMask=" + field, wish).status())
          .as(field)
          .isIn(200, 400);
    });
    assertThat(mallory.get("/v1/users/me").ok().json()).isEqualTo(before.json());
  }

  @Test
  void case_makes_no_other_address_and_a_tag_does(Shop shop) {
    String email = shop.accounts().email("variants");
    String userId = register(shop, email, Accounts.PASSWORD).ok().at("/user/userId");
    String upper = email.toUpperCase(Locale.ROOT);
    register(shop, upper, Accounts.PASSWORD).refused(409, "EMAIL_TAKEN");
    assertThat(login(shop, upper, Accounts.PASSWORD).ok().at("/user/userId")).isEqualTo(userId);
    // A tag is the mail server's affair: to the shop it is another address, which gets its own
    // mail.
    String tagged = email.replace("@", "+tag@");
    assertThat(register(shop, tagged, Accounts.PASSWORD).ok().at("/user/userId"))
        .isNotEqualTo(userId);
  }

  @Test
  void addresses_that_only_look_alike_are_no_addresses(Shop shop) {
    String email = shop.accounts().email("alike");
    register(shop, email, Accounts.PASSWORD).ok();
    List<String> lookalikes =
        List.of(
            email + ".", // the same host to the DNS
            email.replace("a", "\uff41"), // full-width
            email.replace("a", "\u0430"), // Cyrillic
            email.replace("a", "a\u0301"), // decomposed accent
            email.replace("a", "\u00e1"), // composed accent
            email.replace("i", "\u0130"), // dotted capital I, whose lower case is two characters
            email.replace("k", "\u212a"), // Kelvin sign, whose lower case is k
            email.replace("@", "\u200b@"), // zero-width space
            email.replace("@", "\uff20"), // full-width @
            email + "\u0000",
            email.replace("@", "\u0000@"),
            email + "\n",
            " " + email,
            "\"" + email.replace("@", "\"@"));
    for (String lookalike : lookalikes) {
      register(shop, lookalike, Accounts.PASSWORD).refused(400, "INVALID_FIELD");
    }
    login(shop, email.replace("a", "\uff41"), Accounts.PASSWORD)
        .refused(401, "INVALID_CREDENTIALS");
  }

  /**
   * Unicode says that the Kelvin sign is a K, so it names the account; mail goes where that says.
   */
  @Test
  void a_reset_asked_for_with_a_lookalike_is_mailed_to_the_account_itself(Shop shop) {
    String email = shop.accounts().email("kelvin");
    register(shop, email, Accounts.PASSWORD).ok();
    String lookalike = email.replace("k", "\u212a");
    shop.anonymous().post("/v1/auth/password:requestReset", body("email", lookalike)).ok();
    assertThat(shop.inbox().token(email, "Set a new password", 1)).isNotEmpty();
    assertThat(shop.inbox().ids(lookalike, "Set a new password")).isEmpty();
  }

  @Test
  void a_password_of_ten_thousand_characters_is_refused_unhashed(Shop shop) {
    String huge = "x".repeat(10_000);
    String email = shop.accounts().email("huge");
    Answer refusal = register(shop, email, huge).refused(400, "INVALID_FIELD");
    assertThat(refusal.at("/error/details/1/fieldViolations/0/field")).isEqualTo("password");
    login(shop, email, huge).refused(400, "INVALID_FIELD");
    shop.anonymous()
        .post("/v1/auth/password:reset", body("token", "A".repeat(43), "newPassword", huge))
        .refused(400, "INVALID_FIELD");
  }

  @Test
  void a_password_of_128_characters_of_four_bytes_is_compared_whole(Shop shop) {
    String password = "\ud83d\udc0e".repeat(127);
    String email = shop.accounts().email("horses");
    register(shop, email, password + "\ud83d\udd0b\ud83d\udccc").refused(400, "INVALID_FIELD");
    register(shop, email, password + "\ud83d\udd0b").ok();
    login(shop, email, password + "\ud83d\udccc").refused(401, "INVALID_CREDENTIALS");
    login(shop, email, password + "\ud83d\udd0b").ok();
  }

  @Test
  void a_null_byte_ends_no_password(Shop shop) {
    String email = shop.accounts().email("nul");
    register(shop, email, "correct-horse\u0000battery").ok();
    login(shop, email, "correct-horse").refused(401, "INVALID_CREDENTIALS");
    login(shop, email, "correct-horse\u0000staple").refused(401, "INVALID_CREDENTIALS");
    login(shop, email, "correct-horse\u0000battery").ok();
  }

  /**
   * Passwords are composed (NFC) and otherwise taken as they are (RFC 8265, OpaqueString): what
   * keyboards send for one letter is one password, letters that only look alike are not.
   */
  @Test
  void accents_count_however_a_keyboard_sends_them_and_case_and_width_too(Shop shop) {
    String email = shop.accounts().email("accents");
    register(shop, email, "caf\u00e9 au lait").ok();
    login(shop, email, "cafe\u0301 au lait").ok();
    login(shop, email, "cafe au lait").refused(401, "INVALID_CREDENTIALS");
    login(shop, email, "\uff43\uff41\uff46\u00e9 au lait").refused(401, "INVALID_CREDENTIALS");
    login(shop, email, "Caf\u00e9 au lait").refused(401, "INVALID_CREDENTIALS");
  }

  @Test
  void administrators_find_failed_logins_and_refused_calls_in_the_audit_trail(Shop shop) {
    String email = shop.accounts().email("audited");
    Answer session = register(shop, email, Accounts.PASSWORD).ok();
    String userId = session.at("/user/userId");
    Client buyer = shop.anonymous().withToken(session.at("/accessToken"));
    login(shop, email, "wrong-password").refused(401, "INVALID_CREDENTIALS");
    buyer.get("/v1/auditEvents").refused(403, "ROLE_REQUIRED");
    JsonNode failed = event(shop, "resourceId=" + userId + "&action=session.refused");
    assertThat(failed.at("/actor").asText()).isEqualTo("anonymous");
    assertThat(failed.at("/reason").asText()).isEqualTo("INVALID_CREDENTIALS");
    assertThat(failed.at("/outcome").asText()).isEqualTo("OUTCOME_REFUSED");
    assertThat(failed.at("/ipAddress").asText()).isNotEmpty();
    assertThat(event(shop, "actor=" + userId + "&action=session").at("/action").asText())
        .isEqualTo("session.opened");
    assertThat(event(shop, "actor=" + userId + "&action=access.refused").at("/resourceId").asText())
        .isEqualTo("souk.user.v1.AuditService/ListAuditEvents");
    Answer page = shop.accounts().admin().get("/v1/auditEvents?pageSize=1").ok();
    assertThat(page.json().at("/auditEvents")).hasSize(1);
    assertThat(page.at("/nextPageToken")).isNotEmpty();
    assertThat(page.text()).doesNotContain(email);
  }

  private static JsonNode event(Shop shop, String query) {
    AtomicReference<JsonNode> found = new AtomicReference<>();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          Answer page = shop.accounts().admin().get("/v1/auditEvents?" + query).ok();
          found.set(page.json().at("/auditEvents/0"));
          return !found.get().isMissingNode();
        });
    return found.get();
  }
}
