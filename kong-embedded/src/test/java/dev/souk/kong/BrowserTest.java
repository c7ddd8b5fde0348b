package dev.souk.kong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.auth.v1.LogoutResponse;
import dev.souk.auth.v1.Session;
import dev.souk.cart.v1.Cart;
import dev.souk.user.v1.User;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** Rows 17, 61, 102 to 105: sessions and guests whom a browser's cookies name. */
class BrowserTest {
  private static final String REGISTER = Shop.AUTH_SERVICE + "Register";
  private static final String REFRESH = Shop.AUTH_SERVICE + "Refresh";
  private static final String LOGOUT = Shop.AUTH_SERVICE + "Logout";
  private static final String GET_CART = Shop.CART_SERVICE + "GetCart";
  private static final String ADD_ITEM = Shop.CART_SERVICE + "AddCartItem";
  private static final String GET_ME = Shop.USER_SERVICE + "GetMe";
  private static final String ID = "01jd8m3q4ref7vd8z8p4v6k1nc";
  private static final String SESSION = "ses_" + ID;
  private static final String REFRESH_TOKEN =
      Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((ID + "#".repeat(48)).getBytes(StandardCharsets.US_ASCII));
  private static final String GUEST = "AAECAwQFBgcICQoLDA0ODw";
  private static final AtomicInteger numbers = new AtomicInteger();

  private static Shop shop;

  /** A user of each test's own: a test may end the session. */
  private String user;

  private String session;
  private String token;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    shop = new Shop(folder);
    shop.backend.answer(GET_ME, call -> User.getDefaultInstance());
    shop.backend.answer(GET_CART, call -> Cart.getDefaultInstance());
    shop.backend.answer(ADD_ITEM, call -> Cart.getDefaultInstance());
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void signIn() {
    user = "usr_browser_" + numbers.incrementAndGet();
    session = "ses_of_" + user;
    token = shop.issuer.token(user, "ROLE_CUSTOMER");
    shop.backend.answer(REGISTER, call -> tokens(session));
    shop.backend.answer(REFRESH, call -> tokens(session));
    shop.backend.answer(LOGOUT, call -> LogoutResponse.getDefaultInstance());
  }

  private Backend.Preceded tokens(String sessionId) {
    long now = Instant.now().getEpochSecond();
    Metadata metadata = new Metadata();
    Map.of(
            "x-session-id",
            sessionId,
            "x-session-access-token",
            token,
            "x-session-access-token-expires",
            Long.toString(now + 600),
            "x-session-refresh-token",
            REFRESH_TOKEN,
            "x-session-refresh-token-expires",
            Long.toString(now + 5000),
            "x-souk-internal",
            "a secret of services")
        .forEach((name, value) -> metadata.put(key(name), value));
    return new Backend.Preceded(metadata, Session.newBuilder().setSessionId(sessionId).build());
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static HttpResponse<String> post(String path, String... headers) {
    return send(
        shop.request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString("{}")),
        headers);
  }

  private static HttpResponse<String> get(String path, String... headers) {
    return send(shop.request(path), headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    return shop.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static List<String> cookies(HttpResponse<String> response) {
    return response.headers().allValues("set-cookie");
  }

  /** The value of a cookie that the response sets. */
  private static String cookie(HttpResponse<String> response, String name) {
    return cookies(response).stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(name.length() + 1, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  /** The CSRF token of a session, by signing in to it. */
  private String csrf(String sessionId) {
    shop.backend.answer(REGISTER, call -> tokens(sessionId));
    return cookie(post("/v1/auth/register"), "__Host-souk_csrf");
  }

  private String accessCookie() {
    return "__Host-souk_access=" + token;
  }

  private static void assertRefused(HttpResponse<String> response, int status, String reason) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains("\"reason\":\"" + reason + "\"");
    assertThat(cookies(response)).isEmpty();
  }

  @Test
  @DisplayName("104: tokens that auth-service answers as metadata become cookies, and nothing else")
  void tokens_become_cookies() {
    HttpResponse<String> response = post("/v1/auth/register");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(cookies(response)).hasSize(3);
    assertThat(cookies(response).get(0))
        .matches(
            "__Host-souk_access=%s; Max-Age=(599|600); Path=/; HttpOnly; Secure; SameSite=Lax"
                .formatted(Pattern.quote(token)));
    assertThat(cookies(response).get(1))
        .matches(
            "__Secure-souk_refresh=%s; Max-Age=(4999|5000); Path=/v1/auth; HttpOnly; Secure; SameSite=Lax"
                .formatted(REFRESH_TOKEN));
    assertThat(cookies(response).get(2))
        .matches("__Host-souk_csrf=[\\w-]{43}; Max-Age=(4999|5000); Path=/; Secure; SameSite=Lax");
    assertThat(response.headers().firstValue("cache-control")).contains("no-store");
    assertHidden(response);
  }

  private static void assertHidden(HttpResponse<String> response) {
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.startsWith("x-session-") || name.startsWith("x-souk-"));
  }

  @Test
  @DisplayName("104: no other service can set a session's cookies")
  void tokens_of_another_service_are_dropped() {
    shop.backend.answer(
        GET_ME,
        call -> new Backend.Preceded(tokens(session).metadata(), User.getDefaultInstance()));
    try {
      HttpResponse<String> response = get("/v1/users/me", "cookie", accessCookie());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(cookies(response)).isEmpty();
      assertHidden(response);
    } finally {
      shop.backend.answer(GET_ME, call -> User.getDefaultInstance());
    }
  }

  @Test
  @DisplayName("104: a refused sign-in sets nothing and shows nothing")
  void a_refusal_sets_no_cookie() {
    Metadata trailers = tokens(session).metadata();
    shop.backend.answer(
        REGISTER,
        call -> {
          throw Status.UNAUTHENTICATED.asRuntimeException(trailers);
        });
    HttpResponse<String> response = post("/v1/auth/register");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(cookies(response)).isEmpty();
    assertHidden(response);
  }

  @Test
  @DisplayName(
      "102, 103: the access cookie is as good as the header, and no cookie reaches a service")
  void a_cookie_signs_in() {
    HttpResponse<String> response =
        get(
            "/v1/users/me",
            "cookie",
            "a=b; " + accessCookie() + "; __Secure-souk_refresh=" + REFRESH_TOKEN,
            "x-csrf-token",
            "c");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Backend.Call call = shop.backend.lastCall();
    assertThat(call.header("x-user-id")).contains(user);
    assertThat(call.header("authorization")).contains("Bearer " + token);
    assertThat(call.metadata().toString())
        .doesNotContain("souk_access", REFRESH_TOKEN, "x-csrf-token");
  }

  @Test
  @DisplayName("102: the header wins over the cookie, a bad one too")
  void the_header_wins() {
    String other = shop.issuer.token("usr_header", "ROLE_CUSTOMER");
    get("/v1/users/me", "cookie", accessCookie(), "authorization", "Bearer " + other);
    assertThat(shop.backend.lastCall().header("x-user-id")).contains("usr_header");

    assertRefused(
        get("/v1/users/me", "cookie", accessCookie(), "authorization", "Bearer x"),
        401,
        "TOKEN_INVALID");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "\"quoted\"", "%41", "a,b", "; ", "a=b", "a\tb"})
  @DisplayName(
      "102: a cookie that is no token is refused where a token is needed, and harmless elsewhere")
  void a_cookie_that_is_no_token_is_refused(String value) {
    String cookie = "__Host-souk_access=" + value;
    assertRefused(get("/v1/users/me", "cookie", cookie), 401, "TOKEN_INVALID");
    assertRefused(get("/v1/cart", "cookie", cookie), 401, "TOKEN_INVALID");
    assertThat(post("/v1/auth/register", "cookie", cookie).statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("102: a cookie with an expired token, and one of an ended session, are refused")
  void a_cookie_that_has_ended_is_refused() {
    Instant past = Instant.now().minusSeconds(1);
    String expired = shop.issuer.token("key-1", user, claims -> claims.withExpiresAt(past));
    assertRefused(
        get("/v1/users/me", "cookie", "__Host-souk_access=" + expired), 401, "TOKEN_EXPIRED");
    try (RedisClient redis = shop.redisClient()) {
      redis.set("souk:revoked:" + session, "1");
    }
    assertRefused(get("/v1/users/me", "cookie", accessCookie()), 401, "TOKEN_REVOKED");
  }

  @Test
  @DisplayName("105: what changes something needs the token of the cookie's session")
  void an_unsafe_method_needs_the_csrf_token() {
    int before = shop.backend.callCount();
    assertRefused(post("/v1/cart/items", "cookie", accessCookie()), 403, "CSRF_TOKEN_INVALID");
    assertRefused(post("/v1/auth/logout", "cookie", accessCookie()), 403, "CSRF_TOKEN_INVALID");
    assertThat(shop.backend.callCount()).isEqualTo(before);

    String right = csrf(session);
    String foreign = csrf("ses_of_somebody_else");
    before = shop.backend.callCount();
    for (String wrong : List.of(foreign, right + "A", right.substring(1), "x", "")) {
      assertRefused(
          post("/v1/cart/items", "cookie", accessCookie(), "x-csrf-token", wrong),
          403,
          "CSRF_TOKEN_INVALID");
    }
    assertThat(shop.backend.callCount()).isEqualTo(before);

    assertThat(post("/v1/cart/items", "cookie", accessCookie(), "x-csrf-token", right).statusCode())
        .isEqualTo(200);
    assertThat(shop.backend.lastCall().header("x-user-id")).contains(user);
  }

  @Test
  @DisplayName("105: a token that only stands in a cookie too is none")
  void the_csrf_cookie_alone_is_not_enough() {
    String cookie = accessCookie() + "; __Host-souk_csrf=" + csrf(session);
    assertRefused(post("/v1/cart/items", "cookie", cookie), 403, "CSRF_TOKEN_INVALID");
  }

  @ParameterizedTest
  @CsvSource({
    "origin, https://evil.example",
    "origin, null",
    "origin, http://localhost:3000.evil.example",
    "sec-fetch-site, cross-site",
    "sec-fetch-site, same-site"
  })
  @DisplayName("105: pages of foreign origins change nothing by cookie, with the token too")
  void foreign_pages_are_refused(String header, String value) {
    String right = csrf(session);
    int before = shop.backend.callCount();
    assertRefused(
        post("/v1/cart/items", "cookie", accessCookie(), "x-csrf-token", right, header, value),
        403,
        "ORIGIN_NOT_ALLOWED");
    assertRefused(post("/v1/auth/register", header, value), 403, "ORIGIN_NOT_ALLOWED");
    assertThat(shop.backend.callCount()).isEqualTo(before);
    assertThat(
            post("/v1/cart/items", "authorization", "Bearer " + token, header, value).statusCode())
        .isEqualTo(200);
    assertThat(get("/v1/users/me", "cookie", accessCookie(), header, value).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "origin, http://localhost:3000",
    "sec-fetch-site, same-origin",
    "sec-fetch-site, none"
  })
  @DisplayName("105: pages of the shop change what they may")
  void own_pages_pass(String header, String value) {
    assertThat(
            post(
                    "/v1/cart/items",
                    "cookie",
                    accessCookie(),
                    "x-csrf-token",
                    csrf(session),
                    header,
                    value)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("104: the refresh cookie is metadata for a refresh alone, with its session's token")
  void the_refresh_cookie_becomes_metadata() {
    String cookie = "__Secure-souk_refresh=" + REFRESH_TOKEN;
    assertRefused(post("/v1/auth/refresh", "cookie", cookie), 403, "CSRF_TOKEN_INVALID");
    assertRefused(
        post("/v1/auth/refresh", "cookie", cookie, "x-csrf-token", csrf(session)),
        403,
        "CSRF_TOKEN_INVALID");

    HttpResponse<String> response =
        post(
            "/v1/auth/refresh",
            "cookie",
            cookie,
            "x-csrf-token",
            csrf(SESSION),
            "x-session-refresh-token",
            "forged");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(shop.backend.lastCall().metadata().getAll(key("x-session-refresh-token")))
        .containsExactly(REFRESH_TOKEN);
    assertThat(cookies(response)).hasSize(3);

    post("/v1/auth/register", "cookie", cookie);
    assertThat(shop.backend.lastCall().header("x-session-refresh-token")).isEmpty();
  }

  @Test
  @DisplayName("104: clients cannot send the metadata themselves")
  void forged_metadata_is_stripped() {
    post("/v1/auth/refresh", "x-session-refresh-token", REFRESH_TOKEN);
    assertThat(shop.backend.lastCall().header("x-session-refresh-token")).isEmpty();
  }

  @Test
  @DisplayName(
      "104: a refresh that is refused for good clears the session, one that failed does not")
  void a_refused_refresh_clears() {
    String[] browser = {
      "cookie", "__Secure-souk_refresh=" + REFRESH_TOKEN, "x-csrf-token", csrf(SESSION)
    };
    answerRefresh(Status.UNAVAILABLE);
    assertThat(cookies(post("/v1/auth/refresh", browser))).isEmpty();
    answerRefresh(Status.UNAUTHENTICATED);
    assertThat(cookies(post("/v1/auth/refresh"))).isEmpty();
    assertThat(cookies(post("/v1/auth/refresh", browser)))
        .hasSize(3)
        .allMatch(cookie -> cookie.contains("=; Max-Age=0; "))
        .noneMatch(cookie -> cookie.startsWith("__Host-souk_guest"));
  }

  private static void answerRefresh(Status status) {
    shop.backend.answer(
        REFRESH,
        call -> {
          throw status.asRuntimeException();
        });
  }

  @Test
  @DisplayName("104: a logout clears every cookie, one that failed or was by header none")
  void a_logout_clears() {
    String right = csrf(session);
    HttpResponse<String> response =
        post("/v1/auth/logout", "cookie", accessCookie(), "x-csrf-token", right);
    assertThat(cookies(response))
        .containsExactly(
            "__Host-souk_access=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
            "__Secure-souk_refresh=; Max-Age=0; Path=/v1/auth; HttpOnly; Secure; SameSite=Lax",
            "__Host-souk_csrf=; Max-Age=0; Path=/; Secure; SameSite=Lax",
            "__Host-souk_guest=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax");

    assertThat(cookies(post("/v1/auth/logout", "authorization", "Bearer " + token))).isEmpty();
    assertRefused(post("/v1/auth/logout", "x-csrf-token", right), 401, "TOKEN_MISSING");
    for (Status status :
        List.of(Status.UNAVAILABLE, Status.INTERNAL, Status.UNAUTHENTICATED, Status.ABORTED)) {
      shop.backend.answer(
          LOGOUT,
          call -> {
            throw status.asRuntimeException();
          });
      HttpResponse<String> failed =
          post("/v1/auth/logout", "cookie", accessCookie(), "x-csrf-token", right);
      assertThat(failed.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(cookies(failed)).isEmpty();
    }
  }

  @Test
  @DisplayName("61: a guest gets an id on a route for guests, once")
  void a_guest_gets_an_id() {
    HttpResponse<String> first = post("/v1/cart/items");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(cookies(first)).hasSize(1);
    assertThat(cookies(first).get(0))
        .matches(
            "__Host-souk_guest=[\\w-]{22}; Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax");
    String id = cookie(first, "__Host-souk_guest");
    assertThat(shop.backend.lastCall().header("x-guest-id")).contains(id);

    HttpResponse<String> second = get("/v1/cart", "cookie", "__Host-souk_guest=" + id);
    assertThat(cookies(second)).isEmpty();
    assertThat(shop.backend.lastCall().header("x-guest-id")).contains(id);

    assertThat(cookie(get("/v1/cart"), "__Host-souk_guest")).isNotEqualTo(id);
  }

  @Test
  @DisplayName("61: nobody gets a guest's id elsewhere, nor by a request that failed")
  void no_guest_id_without_need() {
    assertThat(cookies(get("/v1/products/prd_1"))).isEmpty();
    assertRefused(get("/v1/users/me"), 401, "TOKEN_MISSING");
    shop.backend.answer(
        GET_CART,
        call -> {
          throw Status.UNAVAILABLE.asRuntimeException();
        });
    try {
      assertThat(cookies(get("/v1/cart"))).isEmpty();
    } finally {
      shop.backend.answer(GET_CART, call -> Cart.getDefaultInstance());
    }
  }

  @Test
  @DisplayName("61: a user is no guest, and neither is a browser whose access token ended")
  void a_user_gets_no_guest_id() {
    assertThat(cookies(get("/v1/cart", "cookie", accessCookie()))).isEmpty();
    assertThat(shop.backend.lastCall().header("x-guest-id")).isEmpty();
    assertThat(cookies(get("/v1/cart", "authorization", "Bearer " + token))).isEmpty();
    assertThat(shop.backend.lastCall().header("x-guest-id")).isEmpty();
    assertRefused(
        get("/v1/cart", "cookie", "__Host-souk_csrf=" + csrf(session)), 401, "TOKEN_EXPIRED");
  }

  @Test
  @DisplayName("61: a guest who has signed in is both, so that the cart can be merged")
  void a_guest_who_signs_in_is_both() {
    get("/v1/cart", "cookie", accessCookie() + "; __Host-souk_guest=" + GUEST);
    assertThat(shop.backend.lastCall().header("x-user-id")).contains(user);
    assertThat(shop.backend.lastCall().header("x-guest-id")).contains(GUEST);

    get("/v1/cart", "authorization", "Bearer " + token, "cookie", "__Host-souk_guest=" + GUEST);
    assertThat(shop.backend.lastCall().header("x-user-id")).contains(user);
    assertThat(shop.backend.lastCall().header("x-guest-id")).contains(GUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "AAECAwQFBgcICQoLDA0ODw.", "AAECAwQFBgcICQoLDA0OD%", "../../etc"})
  @DisplayName("61: a guest cookie that the gateway did not make is replaced")
  void a_guest_cookie_that_is_none_is_replaced(String value) {
    HttpResponse<String> response = get("/v1/cart", "cookie", "__Host-souk_guest=" + value);
    String id = cookie(response, "__Host-souk_guest");
    assertThat(shop.backend.lastCall().metadata().getAll(key("x-guest-id"))).containsExactly(id);
  }

  @Test
  @DisplayName("103: a client cannot say itself which guest it is")
  void a_forged_guest_header_is_stripped() {
    HttpResponse<String> response = get("/v1/cart", "x-guest-id", GUEST, "X-Guest-Id", GUEST);
    assertThat(shop.backend.lastCall().metadata().getAll(key("x-guest-id")))
        .containsExactly(cookie(response, "__Host-souk_guest"));
    get("/v1/users/me", "cookie", accessCookie(), "x-guest-id", GUEST);
    assertThat(shop.backend.lastCall().header("x-guest-id")).isEmpty();
  }
}
