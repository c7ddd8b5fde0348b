package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.kit.identity.RsaKeys;
import dev.souk.kit.identity.ServiceTokens;
import dev.souk.kit.testing.ForgedTokens;
import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Browser;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What thieves and forgers of tokens meet at the gateway, and that nothing came of it. */
@Order(3)
@ExtendWith(Shop.Running.class)
class TokenAttackTest {
  private static final String ME = "/v1/users/me";
  private static final String REFRESH = "/v1/auth/refresh";
  private static final String ITEMS = "/v1/cart/items";
  private static final String GUEST = "__Host-souk_guest";

  private static Answer signUp(Shop shop) {
    return shop.accounts().register("attacked-" + UUID.randomUUID() + "@example.com");
  }

  private static Answer refresh(Shop shop, String refreshToken) {
    return shop.anonymous().post(REFRESH, "{\"refreshToken\": \"%s\"}".formatted(refreshToken));
  }

  private static Answer me(Shop shop, Answer session) {
    return shop.anonymous().withToken(session.at("/accessToken")).get(ME);
  }

  private static ForgedTokens forged(Shop shop, Answer session) {
    return new ForgedTokens(
        RsaKeys.readPrivate(shop.keys().resolve("signing.pem")),
        session.at("/user/userId"),
        session.at("/sessionId"));
  }

  @Test
  @DisplayName("6, 102: a forged token is refused, and moves no stock")
  void forged_tokens_are_refused(Shop shop) {
    String sku = Goods.offer(shop, 100, 5);
    ForgedTokens forged = forged(shop, signUp(shop));
    assertThat(forged.invalid()).hasSizeGreaterThan(60);
    forged
        .invalid()
        .forEach((defect, token) -> {
          Client forger = shop.anonymous().withToken(token);
          assertRefused(defect, forger.get("/v1/users"), "TOKEN_INVALID");
          assertRefused(defect, adjust(forger, sku), "TOKEN_INVALID");
        });
    Client late = shop.anonymous().withToken(forged.expired());
    assertRefused("expired", adjust(late, sku), "TOKEN_EXPIRED");
    assertThat(Goods.stock(shop, sku)).isEqualTo("5/0/5");
  }

  @Test
  @DisplayName(
      "6: what forged tokens are made of is accepted, so each is refused for its one defect")
  void sound_tokens_are_accepted(Shop shop) {
    Answer session = signUp(shop);
    ForgedTokens forged = forged(shop, session);
    for (String token : List.of(forged.sound(), forged.ofAnEarlyClock())) {
      assertThat(shop.anonymous().withToken(token).get(ME).ok().at("/userId"))
          .isEqualTo(session.at("/user/userId"));
    }
  }

  private static Answer adjust(Client client, String sku) {
    return client.post(
        "/v1/inventory/%s:adjust".formatted(sku), "{\"delta\": 1, \"reason\": \"RESTOCK\"}");
  }

  private static void assertRefused(String defect, Answer answer, String reason) {
    assertThat(answer.reason()).as(defect).isEqualTo(reason);
    answer.refused(401, reason);
  }

  @Test
  @DisplayName("6, 19: each kind of token is good for one thing")
  void tokens_of_one_kind_are_not_taken_for_another(Shop shop) {
    Answer session = signUp(shop);
    shop.anonymous().withToken(session.at("/refreshToken")).get(ME).refused(401, "TOKEN_INVALID");
    refresh(shop, session.at("/accessToken")).refused(400, "INVALID_FIELD");
    refresh(shop, session.at("/accessToken").substring(0, session.at("/refreshToken").length()))
        .refused(401, "TOKEN_INVALID");
    shop.anonymous()
        .with("Cookie", "__Host-souk_access=" + session.at("/refreshToken"))
        .get(ME)
        .refused(401, "TOKEN_INVALID");
    me(shop, session).ok();
    refresh(shop, session.at("/refreshToken")).ok();
  }

  @Test
  @DisplayName("19: a service's token opens nothing at the gateway")
  void a_services_token_opens_nothing_at_the_gateway(Shop shop) {
    String token =
        new ServiceTokens(
                "order-service",
                RsaKeys.readPrivate(shop.keys().resolve("order-service.pem")),
                Map.of(),
                Clock.systemUTC())
            .tokenFor("user-service");
    shop.anonymous().withToken(token).get(ME).refused(401, "TOKEN_INVALID");
    shop.anonymous().with("x-internal-token", token).get(ME).refused(401, "TOKEN_MISSING");
  }

  @Test
  @DisplayName("8: a refresh token that was spent twice ago ends its session, and no other")
  void a_replayed_refresh_token_ends_its_session(Shop shop) {
    Answer first = signUp(shop);
    Answer elsewhere = shop.accounts().login(first.at("/user/email"), Accounts.PASSWORD).ok();
    Answer second = refresh(shop, first.at("/refreshToken")).ok();
    Answer third = refresh(shop, second.at("/refreshToken")).ok();
    me(shop, third).ok();

    refresh(shop, first.at("/refreshToken")).refused(401, "REFRESH_REUSED");

    for (Answer dead : List.of(first, second, third)) {
      me(shop, dead).refused(401, "TOKEN_REVOKED");
    }
    refresh(shop, third.at("/refreshToken")).refused(401, "TOKEN_REVOKED");
    assertThat(me(shop, elsewhere).ok().at("/userId")).isEqualTo(first.at("/user/userId"));
  }

  @Test
  @DisplayName("8: refreshes at once, and one after a lost answer, get the same refresh token")
  void refreshes_at_once_get_the_same_successor(Shop shop) throws Exception {
    Answer session = signUp(shop);
    Callable<Answer> once = () -> refresh(shop, session.at("/refreshToken")).ok();
    List<Answer> answers;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          threads.invokeAll(List.of(once, once, once, once)).stream()
              .map(Future::resultNow)
              .toList();
    }
    Answer again = once.call();
    assertThat(answers)
        .extracting(answer -> answer.at("/refreshToken"))
        .containsOnly(again.at("/refreshToken"));
    answers.forEach(answer -> me(shop, answer).ok());
    refresh(shop, again.at("/refreshToken")).ok();
  }

  @Test
  @DisplayName("8, 104: a browser that lost the cookies of a refresh gets the same again")
  void a_browser_that_lost_an_answer_refreshes_again(Shop shop) {
    Browser browser = new Browser(shop);
    cookieSignUp(browser);
    Browser lost = browser.copy();
    browser.post(REFRESH, "{}").ok();
    lost.post(REFRESH, "{}").ok();
    assertThat(lost.value("__Secure-souk_refresh"))
        .isEqualTo(browser.value("__Secure-souk_refresh"));
    lost.get(ME).ok();
    browser.get(ME).ok();
  }

  private static Answer cookieSignUp(Browser browser) {
    return browser
        .post("/v1/auth/register", registration(", \"transport\": \"TRANSPORT_COOKIE\""))
        .ok();
  }

  private static String registration(String more) {
    return """
    {"email": "attacked-%s@example.com", "password": "%s", "name": "Test Buyer"%s}
    """
        .formatted(UUID.randomUUID(), Accounts.PASSWORD, more);
  }

  @Test
  @DisplayName("10, 104: a client chooses neither its session nor what proves it")
  void a_session_cannot_be_fixed(Shop shop) {
    Browser attacker = new Browser(shop);
    String planted = cookieSignUp(attacker).at("/sessionId");
    Map<String, String> before = new HashMap<>();
    attacker.names().forEach(name -> before.put(name, attacker.value(name).orElseThrow()));
    Browser victim = attacker.copy();

    String id = cookieSignUp(victim).at("/sessionId");

    assertThat(id).isNotEqualTo(planted);
    before.forEach((name, value) ->
        assertThat(victim.value(name)).as(name).isPresent().isNotEqualTo(Optional.of(value)));
    assertThat(victim.get(ME).ok().at("/userId")).isNotEqualTo(attacker.get(ME).ok().at("/userId"));
    String csrf = Objects.requireNonNull(before.get("__Host-souk_csrf"));
    victim
        .as(ITEMS)
        .with("x-csrf-token", csrf)
        .post(ITEMS, "{\"sku\": \"ANY\", \"quantity\": 1}")
        .refused(403, "CSRF_TOKEN_INVALID");

    Client planting =
        shop.anonymous()
            .with("x-session-id", planted)
            .with("x-session-access-token", "planted")
            .with("x-session-refresh-token", "planted");
    Answer chosen = planting.post("/v1/auth/register", registration("")).ok();
    assertThat(chosen.at("/sessionId")).isNotEqualTo(planted);
    assertThat(chosen.text()).doesNotContain("planted");
    planting
        .post("/v1/auth/register", registration(", \"sessionId\": \"%s\"".formatted(planted)))
        .refused(400, "INVALID_FIELD");
  }

  @Test
  @DisplayName("61, 62: who planted a guest's cookie sees nothing of the user who signs in with it")
  void a_planted_guest_cookie_shows_nothing_of_the_user(Shop shop) {
    String sku = Goods.offer(shop, 100, 5);
    String line = "{\"sku\": \"%s\", \"quantity\": 1}".formatted(sku);
    Browser attacker = new Browser(shop);
    attacker.post(ITEMS, line).ok();
    assertThat(attacker.value(GUEST)).isPresent();
    Browser victim = attacker.copy();
    cookieSignUp(victim);
    victim.post(ITEMS, line).ok();
    victim.post(ITEMS, line).ok();
    assertThat(attacker.get("/v1/cart").ok().number("/totalQuantity")).isZero();
    attacker.get(ME).refused(401, "TOKEN_MISSING");
    victim.get(ME).ok();
  }
}
