package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changing an e-mail address, and proving a telephone number, through the gateway. */
@Order(3)
@ExtendWith(Shop.Running.class)
class ContactTest {
  private static final String ME = "/v1/users/me";

  private static Client holder(Shop shop, Answer session) {
    return shop.anonymous().withToken(session.at("/accessToken"));
  }

  private static String newPhone() {
    return "+4479" + ThreadLocalRandom.current().nextLong(10_000_000L, 100_000_000L);
  }

  private static Answer login(Shop shop, String phone) {
    return shop.anonymous()
        .post(
            "/v1/auth/login",
            "{\"phone\": \"%s\", \"password\": \"%s\"}".formatted(phone, Accounts.PASSWORD));
  }

  private static Answer register(Shop shop, String phone) {
    return shop.anonymous()
        .post(
            "/v1/auth/register",
            "{\"phone\": \"%s\", \"password\": \"%s\", \"name\": \"Ada\"}"
                .formatted(phone, Accounts.PASSWORD));
  }

  private static Answer verify(Client user, String code) {
    return user.post("/v1/auth/phone:verify", "{\"code\": \"%s\"}".formatted(code));
  }

  @Test
  @DisplayName("24: an account gets another address when that is proven, and keeps its sessions")
  void an_account_gets_another_address_when_that_is_proven(Shop shop) {
    String old = shop.accounts().email("moves");
    String next = shop.accounts().email("moved");
    Client user = holder(shop, shop.accounts().register(old));
    String taken = shop.accounts().email("taken");
    shop.accounts().register(taken);
    user.patch(ME, "{\"email\": \"%s\"}".formatted(taken.toUpperCase(Locale.ROOT)))
        .refused(409, "EMAIL_TAKEN");

    Answer waiting = user.patch(ME, "{\"email\": \"%s\"}".formatted(next)).ok();
    assertThat(waiting.at("/email") + " " + waiting.at("/pendingEmail"))
        .isEqualTo(old + " " + next);
    String token = shop.inbox().token(next, "Confirm your new e-mail address", 1);
    assertThat(shop.inbox().text(old, "Your e-mail address is about to change", 1))
        .doesNotContain(next);
    shop.accounts().login(next, Accounts.PASSWORD).refused(401, "INVALID_CREDENTIALS");
    shop.accounts().login(old, Accounts.PASSWORD).ok();

    shop.anonymous().post("/v1/auth/email:verify", "{\"token\": \"%s\"}".formatted(token)).ok();

    Answer me = user.get(ME).ok();
    assertThat(me.at("/email") + me.at("/emailVerified") + me.at("/pendingEmail"))
        .isEqualTo(next + "true");
    shop.accounts().login(next, Accounts.PASSWORD).ok();
    shop.accounts().login(old, Accounts.PASSWORD).refused(401, "INVALID_CREDENTIALS");
    assertThat(shop.inbox().text(old, "Your e-mail address has changed", 1)).isNotEmpty();
  }

  @Test
  @DisplayName("2: an account with a number alone signs in, shops and proves its number")
  void an_account_with_a_number_alone(Shop shop) {
    String phone = newPhone();
    Answer session = register(shop, phone).ok();
    assertThat(session.at("/user/phone") + session.at("/user/email")).isEqualTo(phone);
    register(shop, phone).refused(409, "PHONE_TAKEN");
    register(shop, "07911 123456").refused(400, "INVALID_FIELD");
    Client user = holder(shop, login(shop, phone).ok());
    assertThat(user.get(ME).ok().at("/phoneVerified")).isEqualTo("false");
    user.get("/v1/cart").ok();
    user.get("/v1/orders").ok();

    user.post("/v1/auth/phone:requestCode", "{}").ok();
    String code = shop.inbox().code(phone, 1);
    verify(user, code.equals("000000") ? "000001" : "000000").refused(400, "CODE_INVALID");
    verify(user, code).ok();
    verify(user, code).refused(400, "CODE_INVALID");

    assertThat(user.get(ME).ok().at("/phoneVerified")).isEqualTo("true");
    shop.anonymous()
        .post("/v1/auth/phone:requestCode", "{\"phone\": \"%s\"}".formatted(phone))
        .refused(401, "TOKEN_MISSING");
  }

  @Test
  @DisplayName("2: an account with an address gets a number, which then signs in")
  void an_account_with_an_address_gets_a_number(Shop shop) {
    String phone = newPhone();
    Client user = holder(shop, shop.accounts().register(shop.accounts().email("numbered")));
    Answer unproven = user.patch(ME, "{\"phone\": \"%s\"}".formatted(phone)).ok();
    assertThat(unproven.at("/phone") + unproven.at("/phoneVerified")).isEqualTo(phone + "false");
    login(shop, phone).refused(401, "INVALID_CREDENTIALS");
    user.post("/v1/auth/phone:requestCode", "{\"phone\": \"%s\"}".formatted(phone)).ok();
    verify(user, shop.inbox().code(phone, 1)).ok();
    assertThat(login(shop, phone).ok().at("/user/phoneVerified")).isEqualTo("true");
  }
}
