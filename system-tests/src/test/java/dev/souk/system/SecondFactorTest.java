package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Authenticator;
import dev.souk.system.shop.Browser;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing in with an authenticator app, through the gateway. */
@Order(3)
@ExtendWith(Shop.Running.class)
class SecondFactorTest {
  private static final String VERIFY = "/v1/auth/login:verifyTotp";

  private record Owner(String email, Client client, Authenticator app, Answer recovery) {}

  private static Owner owner(Shop shop, String name) {
    String email = shop.accounts().email(name);
    Answer session = shop.accounts().register(email);
    Client client = shop.anonymous().withToken(session.at("/accessToken"));
    Answer enrolment = client.post("/v1/auth/totp:enroll", "{}").ok();
    assertThat(enrolment.at("/otpauthUri")).contains("secret=" + enrolment.at("/secret"));
    Authenticator app = new Authenticator(enrolment.at("/secret"));
    Answer recovery =
        client.post("/v1/auth/totp:confirm", "{\"code\": \"%s\"}".formatted(app.code())).ok();
    return new Owner(email, client, app, recovery);
  }

  private static String answer(Answer refusal, String code) {
    return "{\"challenge\": \"%s\", \"code\": \"%s\"}"
        .formatted(refusal.at("/error/details/0/metadata/challenge"), code);
  }

  @Test
  @DisplayName("22: with an app, a password alone signs nobody in")
  void with_an_app_a_password_alone_signs_nobody_in(Shop shop) {
    Owner owner = owner(shop, "totp");
    Answer me = owner.client.get("/v1/users/me").ok();
    assertThat(me.at("/totpEnabled")).isEqualTo("true");
    assertThat(me.text()).doesNotContain("secret");
    assertThat(owner.recovery.json().at("/recoveryCodes")).hasSize(10);

    Answer challenged =
        shop.accounts().login(owner.email, Accounts.PASSWORD).refused(401, "TOTP_REQUIRED");
    shop.anonymous().post(VERIFY, answer(challenged, "000000")).refused(401, "INVALID_CREDENTIALS");
    String code = owner.app.code();
    Answer session = shop.anonymous().post(VERIFY, answer(challenged, code)).ok();
    shop.anonymous().withToken(session.at("/accessToken")).get("/v1/users/me").ok();
    shop.anonymous().post(VERIFY, answer(challenged, code)).refused(401, "INVALID_CREDENTIALS");

    String recoveryCode = owner.recovery.at("/recoveryCodes/0");
    Answer again =
        shop.accounts().login(owner.email, Accounts.PASSWORD).refused(401, "TOTP_REQUIRED");
    shop.anonymous().post(VERIFY, answer(again, recoveryCode)).ok();

    Client client = shop.anonymous().withToken(session.at("/accessToken"));
    client
        .post(
            "/v1/auth/totp:disable",
            "{\"password\": \"%s\", \"code\": \"%s\"}".formatted(Accounts.PASSWORD, recoveryCode))
        .refused(401, "INVALID_CREDENTIALS");
    client
        .post(
            "/v1/auth/totp:disable",
            "{\"password\": \"%s\", \"code\": \"%s\"}"
                .formatted(Accounts.PASSWORD, owner.app.code()))
        .ok();
    client.get("/v1/users/me").ok();
    owner.client.get("/v1/users/me").refused(401, "TOKEN_REVOKED");
    shop.accounts().login(owner.email, Accounts.PASSWORD).ok();
  }

  @Test
  @DisplayName("22, 13: switching it on ends the other sessions")
  void switching_it_on_ends_the_other_sessions(Shop shop) {
    String email = shop.accounts().email("totp-sessions");
    Client first = shop.anonymous().withToken(shop.accounts().register(email).at("/accessToken"));
    Client second =
        shop.anonymous()
            .withToken(shop.accounts().login(email, Accounts.PASSWORD).ok().at("/accessToken"));
    Answer enrolment = second.post("/v1/auth/totp:enroll", "{}").ok();
    first.get("/v1/users/me").ok();
    String code = new Authenticator(enrolment.at("/secret")).code();
    second.post("/v1/auth/totp:confirm", "{\"code\": \"%s\"}".formatted(code)).ok();
    first.get("/v1/users/me").refused(401, "TOKEN_REVOKED");
    second.get("/v1/users/me").ok();
  }

  @Test
  @DisplayName("22, 17: a browser gets its cookies after the second factor, and none before")
  void a_browser_gets_its_cookies_after_the_second_factor(Shop shop) {
    Owner owner = owner(shop, "totp-browser");
    Browser browser = new Browser(shop);
    Answer challenged =
        browser
            .post(
                "/v1/auth/login",
                "{\"email\": \"%s\", \"password\": \"%s\", \"transport\": \"TRANSPORT_COOKIE\"}"
                    .formatted(owner.email, Accounts.PASSWORD))
            .refused(401, "TOTP_REQUIRED");
    assertThat(browser.value("__Host-souk_access")).isEmpty();
    Answer session = browser.post(VERIFY, answer(challenged, owner.app.code())).ok();
    assertThat(session.at("/accessToken") + session.at("/refreshToken")).isEmpty();
    browser.get("/v1/users/me").ok();
    browser.post("/v1/auth/sessions:revokeOthers", "{}").ok();
  }
}
