package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Browser;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions in a browser, by HTTP alone; {@code -Dsouk.gateway=http://...} names a Kong to test. */
@Order(3)
@ExtendWith(Shop.Running.class)
class BrowserTest {
  private static final String ACCESS = "__Host-souk_access";
  private static final String REFRESH = "__Secure-souk_refresh";
  private static final String CSRF = "__Host-souk_csrf";
  private static final String GUEST = "__Host-souk_guest";
  private static final String ME = "/v1/users/me";
  private static final String CART = "/v1/cart";
  private static final String ITEMS = "/v1/cart/items";
  private static final String LOGOUT = "/v1/auth/logout";

  private static Answer register(Browser browser) {
    return browser
        .post(
            "/v1/auth/register",
            """
            {"email": "browser-%s@example.com", "password": "%s", "name": "Test Buyer",
             "transport": "TRANSPORT_COOKIE"}
            """
                .formatted(UUID.randomUUID(), Accounts.PASSWORD))
        .ok();
  }

  private static Browser signedIn(Shop shop) {
    Browser browser = new Browser(shop);
    register(browser);
    return browser;
  }

  private static String line(String sku) {
    return "{\"sku\": \"%s\", \"quantity\": 1}".formatted(sku);
  }

  private static void assertNoTokens(Answer answer) {
    assertThat(answer.at("/accessToken")).isEmpty();
    assertThat(answer.at("/refreshToken")).isEmpty();
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.startsWith("x-session-") || name.startsWith("x-souk-"));
  }

  @Test
  @DisplayName("17: who registers with cookies gets the tokens in cookies, and nowhere else")
  void registering_sets_the_cookies_of_a_session(Shop shop) {
    Answer session = register(new Browser(shop));
    assertNoTokens(session);
    assertThat(session.at("/user/email")).isNotEmpty();
    assertThat(session.at("/accessTokenExpireTime")).isNotEmpty();
    List<String> cookies = session.setCookies();
    assertThat(cookies).hasSize(3);
    assertThat(cookies.get(0))
        .matches(ACCESS + "=[\\w.-]+; Max-Age=\\d+; Path=/; HttpOnly; Secure; SameSite=Lax");
    assertThat(cookies.get(1))
        .matches(REFRESH + "=[\\w-]+; Max-Age=\\d+; Path=/v1/auth; HttpOnly; Secure; SameSite=Lax");
    assertThat(cookies.get(2))
        .matches(CSRF + "=[\\w-]{43}; Max-Age=\\d+; Path=/; Secure; SameSite=Lax");
  }

  @Test
  @DisplayName("17: who asks for tokens in the body gets no cookie")
  void body_transport_sets_no_cookie(Shop shop) {
    Answer session = shop.accounts().register("body-" + UUID.randomUUID() + "@example.com").ok();
    assertThat(session.at("/accessToken")).isNotEmpty();
    assertThat(session.setCookies()).isEmpty();
  }

  @Test
  @DisplayName("104: a sign-in that is refused sets no cookie")
  void a_refused_sign_in_sets_no_cookie(Shop shop) {
    Answer refused =
        shop.anonymous()
            .post(
                "/v1/auth/login",
                """
                {"email": "nobody-%s@example.com", "password": "wrong-password",
                 "transport": "TRANSPORT_COOKIE"}
                """
                    .formatted(UUID.randomUUID()))
            .refused(401, "INVALID_CREDENTIALS");
    assertThat(refused.setCookies()).isEmpty();
  }

  @Test
  @DisplayName("105: without its session's token a cookie changes nothing")
  void an_unsafe_method_needs_the_csrf_token(Shop shop) {
    String sku = Goods.offer(shop, 100, 5);
    Browser browser = signedIn(shop);
    browser.get(ME).ok();

    Client page = browser.as(ITEMS);
    page.post(ITEMS, line(sku)).refused(403, "CSRF_TOKEN_INVALID");
    String foreign = signedIn(shop).value(CSRF).orElseThrow();
    page.with("x-csrf-token", foreign).post(ITEMS, line(sku)).refused(403, "CSRF_TOKEN_INVALID");
    Client right = page.with("x-csrf-token", browser.value(CSRF).orElseThrow());
    right
        .with("Origin", "https://evil.example")
        .post(ITEMS, line(sku))
        .refused(403, "ORIGIN_NOT_ALLOWED");
    right
        .with("Sec-Fetch-Site", "cross-site")
        .post(ITEMS, line(sku))
        .refused(403, "ORIGIN_NOT_ALLOWED");
    assertThat(browser.get(CART).ok().number("/totalQuantity")).isZero();

    browser.post(ITEMS, line(sku)).ok();
    right
        .with("Origin", "http://localhost:3000")
        .with("Sec-Fetch-Site", "same-site")
        .post(ITEMS, line(sku))
        .ok();
    assertThat(browser.get(CART).ok().number("/totalQuantity")).isEqualTo(2);
  }

  @Test
  @DisplayName("102: the header wins over the cookie, and needs no CSRF token")
  void the_header_wins_over_the_cookie(Shop shop) {
    Browser browser = signedIn(shop);
    String email = "header-" + UUID.randomUUID() + "@example.com";
    String token = shop.accounts().register(email).at("/accessToken");

    assertThat(browser.as(ME).withToken(token).get(ME).ok().at("/email")).isEqualTo(email);
    browser.as(ME).withToken("x").get(ME).refused(401, "TOKEN_INVALID");

    Answer out = browser.as(LOGOUT).withToken(token).post(LOGOUT, "{}").ok();
    assertThat(out.setCookies()).isEmpty();
    shop.anonymous().withToken(token).get(ME).refused(401, "TOKEN_REVOKED");
    browser.get(ME).ok();
  }

  @Test
  @DisplayName("104: a refresh by cookie renews the cookies")
  void a_refresh_by_cookie_renews_the_cookies(Shop shop) {
    Browser browser = signedIn(shop);
    String userId = browser.get(ME).ok().at("/userId");
    String before = browser.value(REFRESH).orElseThrow();
    String path = "/v1/auth/refresh";
    browser.as(path).post(path, "{}").refused(403, "CSRF_TOKEN_INVALID");

    browser.forget(ACCESS);
    browser.get(ME).refused(401, "TOKEN_EXPIRED");
    Answer refreshed = browser.post(path, "{}").ok();

    assertNoTokens(refreshed);
    assertThat(refreshed.setCookies()).hasSize(3);
    assertThat(browser.value(REFRESH).orElseThrow()).isNotEqualTo(before);
    assertThat(browser.get(ME).ok().at("/userId")).isEqualTo(userId);
    browser.post(path, "{}").ok();
    browser.get(ME).ok();
  }

  @Test
  @DisplayName("104: a refresh cookie whose session has ended is cleared")
  void an_ended_session_cannot_be_refreshed(Shop shop) {
    Browser browser = signedIn(shop);
    Browser stale = browser.copy();
    browser.post(LOGOUT, "{}").ok();

    Answer refused = stale.post("/v1/auth/refresh", "{}").refused(401, "TOKEN_REVOKED");
    assertThat(refused.setCookies()).hasSize(3);
    assertThat(stale.names()).isEmpty();
    shop.anonymous().post("/v1/auth/refresh", "{}").refused(401, "TOKEN_MISSING");
  }

  @Test
  @DisplayName(
      "9, 104: a logout clears the cookies and ends the session at once; a failed one nothing")
  void a_logout_clears_the_cookies_and_ends_the_session(Shop shop) {
    Browser browser = signedIn(shop);
    Answer failed = browser.as(LOGOUT).post(LOGOUT, "{}").refused(403, "CSRF_TOKEN_INVALID");
    assertThat(failed.setCookies()).isEmpty();
    failed = browser.post(LOGOUT, "{\"unknown\": 1}").refused(400, "INVALID_FIELD");
    assertThat(failed.setCookies()).isEmpty();
    browser.get(ME).ok();

    Browser thief = browser.copy();
    Answer out = browser.post(LOGOUT, "{}").ok();

    assertThat(out.setCookies()).hasSize(4).allMatch(cookie -> cookie.contains("=; Max-Age=0; "));
    assertThat(browser.names()).isEmpty();
    browser.get(ME).refused(401, "TOKEN_MISSING");
    thief.get(ME).refused(401, "TOKEN_REVOKED");
    Answer again = thief.post(LOGOUT, "{}").refused(401, "TOKEN_REVOKED");
    assertThat(again.setCookies()).isEmpty();
  }

  @Test
  @DisplayName(
      "12, 104: who ends the browser's own session clears its cookies, who ends another not")
  void ending_its_own_session_clears_the_cookies(Shop shop) {
    Browser browser = new Browser(shop);
    String id = register(browser).at("/sessionId");
    Browser other = signedIn(shop);
    other.delete("/v1/auth/sessions/" + id).refused(404, "RESOURCE_NOT_FOUND");
    browser.get(ME).ok();
    Answer failed =
        browser.as(ME).delete("/v1/auth/sessions/" + id).refused(403, "CSRF_TOKEN_INVALID");
    assertThat(failed.setCookies()).isEmpty();

    Answer out = browser.delete("/v1/auth/sessions/" + id).ok();

    assertThat(out.setCookies()).hasSize(4).allMatch(cookie -> cookie.contains("=; Max-Age=0; "));
    assertThat(browser.names()).isEmpty();
    assertThat(other.names()).hasSize(3);
  }

  @Test
  @DisplayName("61: a guest's cart is known by a cookie that only this gateway's pages can use")
  void a_guests_cart_is_known_by_a_cookie(Shop shop) {
    String sku = Goods.offer(shop, 100, 5);
    Browser browser = new Browser(shop);
    Answer added = browser.post(ITEMS, line(sku)).ok();
    assertThat(added.setCookies()).hasSize(1);
    assertThat(added.setCookies().get(0))
        .matches(GUEST + "=[\\w-]{22}; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax");
    assertThat(units(browser)).isEqualTo(1);
    String id = browser.value(GUEST).orElseThrow();
    Answer forged = shop.anonymous().with("x-guest-id", id).get(CART).ok();
    assertThat(forged.number("/totalQuantity")).isZero();
    browser
        .as(ITEMS)
        .with("Origin", "https://evil.example")
        .post(ITEMS, line(sku))
        .refused(403, "ORIGIN_NOT_ALLOWED");
    assertThat(units(browser)).isEqualTo(1);
  }

  @Test
  @DisplayName("61, 62: what a guest put into the cart is in the user's after signing in, once")
  void a_guests_cart_is_merged_after_signing_in(Shop shop) {
    String sku = Goods.offer(shop, 100, 5);
    Browser browser = new Browser(shop);
    browser.post(ITEMS, line(sku)).ok();
    browser.post(ITEMS, line(sku)).ok();
    Browser guest = browser.copy();
    String id = browser.value(GUEST).orElseThrow();
    assertThat(units(guest)).isEqualTo(2);
    assertThat(units(new Browser(shop))).isZero();

    register(browser);
    assertThat(units(browser)).isEqualTo(2);
    assertThat(units(guest)).isZero();
    browser.as(ITEMS).post(ITEMS, line(sku)).refused(403, "CSRF_TOKEN_INVALID");
    browser.forget(ACCESS);
    browser.get(CART).refused(401, "TOKEN_EXPIRED");
    browser.post("/v1/auth/refresh", "{}").ok();
    assertThat(units(browser)).isEqualTo(2);

    browser.post(LOGOUT, "{}").ok();
    assertThat(units(browser)).isZero();
    assertThat(browser.value(GUEST).orElseThrow()).isNotEqualTo(id);
  }

  private static long units(Browser browser) {
    return browser.get(CART).ok().number("/totalQuantity");
  }

  @Test
  @DisplayName("17: cookies that the shop never set are refused, and break nothing")
  void made_up_cookies_are_refused(Shop shop) {
    for (String value : List.of("", "x", "a.b.c", "\"q\"", "%00", "a=b", "x".repeat(4_000))) {
      Client browser = shop.anonymous().with("Cookie", ACCESS + "=" + value + "; a; =; " + CSRF);
      browser.get(ME).refused(401, "TOKEN_INVALID");
      browser.get("/v1/products?pageSize=1").ok();
    }
    shop.anonymous()
        .with("Cookie", REFRESH + "=x")
        .post("/v1/auth/refresh", "{}")
        .refused(403, "CSRF_TOKEN_INVALID");
  }
}
