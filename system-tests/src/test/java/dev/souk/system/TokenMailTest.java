package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mails with tokens, read in the development inbox. */
@Order(3)
@ExtendWith(Shop.Running.class)
class TokenMailTest {
  private static final String RESET = "Set a new password";
  private static final String VERIFY = "Confirm your e-mail address";
  private static final String NEW_PASSWORD = "another-horse-battery";

  private static String newEmail() {
    return "mail-" + UUID.randomUUID() + "@example.com";
  }

  private static Client holder(Shop shop, Answer session) {
    return shop.anonymous().withToken(session.at("/accessToken"));
  }

  private static String body(String token) {
    return "{\"token\": \"%s\"}".formatted(token);
  }

  private static String body(String token, String password) {
    return "{\"token\": \"%s\", \"newPassword\": \"%s\"}".formatted(token, password);
  }

  private static Answer requestReset(Shop shop, String email) {
    return shop.anonymous()
        .post("/v1/auth/password:requestReset", "{\"email\": \"%s\"}".formatted(email));
  }

  @Test
  @DisplayName("22: the mail after signing up verifies the address")
  void the_mail_after_signing_up_verifies_the_address(Shop shop) {
    String email = newEmail();
    Client user = holder(shop, shop.accounts().register(email));
    assertThat(user.get("/v1/users/me").ok().json().at("/emailVerified").asBoolean()).isFalse();
    String token = shop.inbox().token(email, VERIFY, 1);
    String verify = "/v1/auth/email:verify";
    shop.anonymous().post(verify, body("x" + token)).refused(400, "ONE_TIME_TOKEN_INVALID");

    user.post("/v1/auth/email:resend", "{}").ok();
    assertThat(shop.inbox().token(email, VERIFY, 2)).isNotEqualTo(token);
    shop.anonymous().post(verify, body(token)).ok();

    assertThat(user.get("/v1/users/me").ok().json().at("/emailVerified").asBoolean()).isTrue();
    shop.anonymous().post(verify, body(token)).refused(400, "ONE_TIME_TOKEN_INVALID");
  }

  @Test
  @DisplayName("22, 13: a forgotten password is set anew by mail, and every session ends")
  void a_forgotten_password_is_set_anew(Shop shop) {
    String email = newEmail();
    Answer session = shop.accounts().register(email);
    Answer known = requestReset(shop, email).ok();
    Answer unknown = requestReset(shop, "nobody-" + email).ok();
    assertThat(unknown.text()).isEqualTo(known.text());
    String token = shop.inbox().token(email, RESET, 1);
    String path = "/v1/auth/password:reset";
    shop.anonymous().post(path, body(token, "Password123")).refused(400, "INVALID_FIELD");
    holder(shop, session).get("/v1/users/me").ok();

    shop.anonymous().post(path, body(token, NEW_PASSWORD)).ok();

    holder(shop, session).get("/v1/users/me").refused(401, "TOKEN_REVOKED");
    shop.anonymous()
        .post(path, body(token, Accounts.PASSWORD))
        .refused(400, "ONE_TIME_TOKEN_INVALID");
    Answer again = shop.accounts().login(email, NEW_PASSWORD).ok();
    assertThat(again.json().at("/user/emailVerified").asBoolean()).isTrue();
    assertThat(shop.inbox().ids("nobody-" + email, RESET)).isEmpty();
  }
}
