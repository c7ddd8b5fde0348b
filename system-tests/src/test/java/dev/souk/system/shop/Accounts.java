package dev.souk.system.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Signed-in callers, each signed in once and refreshed when its token grows old. */
public final class Accounts {
  /** The password of every account that tests make. */
  public static final String PASSWORD = "correct-horse-battery";

  private static final Duration REFRESH_BEFORE_END = Duration.ofMinutes(5);

  private final Shop shop;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  private record Session(
      Client client, String accessToken, String refreshToken, Instant refreshAt) {}

  Accounts(Shop shop) {
    this.shop = shop;
  }

  /** The demo seller, who owns the catalog. */
  public Client seller() {
    return demo("seller");
  }

  /** The demo admin. */
  public Client admin() {
    return demo("admin");
  }

  /** The demo admin's access token. */
  public String adminToken() {
    return demoSession("admin").accessToken;
  }

  /** The buyer with the number, made when first asked for; the cart is as the last test left it. */
  public Client buyer(int number) {
    return signedIn("buyer-" + number, name -> register(email(name)));
  }

  /** The access token of the buyer with the number. */
  public String buyerToken(int number) {
    return session("buyer-" + number, name -> register(email(name))).accessToken;
  }

  /** An e-mail address of this run. */
  public String email(String name) {
    return name + "-" + run + "@example.com";
  }

  /** Makes an account, which signs it in; the session. */
  public Answer register(String email) {
    return shop.anonymous()
        .post(
            "/v1/auth/register",
            """
            {"email": "%s", "password": "%s", "name": "Test Buyer"}
            """
                .formatted(email, PASSWORD))
        .ok();
  }

  /** Signs in; the session, or the refusal. */
  public Answer login(String email, String password) {
    return shop.anonymous()
        .post(
            "/v1/auth/login",
            """
            {"email": "%s", "password": "%s"}
            """
                .formatted(email, password));
  }

  private Client demo(String role) {
    return demoSession(role).client;
  }

  private Session demoSession(String role) {
    return session(role, name -> login(name + "@souk.local", "demo-" + name + "-password").ok());
  }

  private Client signedIn(String name, SignIn signIn) {
    return session(name, signIn).client;
  }

  private Session session(String name, SignIn signIn) {
    return sessions.compute(name, (key, known) -> current(key, known, signIn));
  }

  private Session current(String name, @Nullable Session known, SignIn signIn) {
    if (known == null) {
      return session(signIn.as(name));
    }
    if (Instant.now().isBefore(known.refreshAt)) {
      return known;
    }
    return session(
        shop.anonymous()
            .post("/v1/auth/refresh", "{\"refreshToken\": \"%s\"}".formatted(known.refreshToken))
            .ok());
  }

  private Session session(Answer answer) {
    return new Session(
        shop.anonymous().withToken(answer.at("/accessToken")),
        answer.at("/accessToken"),
        answer.at("/refreshToken"),
        Instant.parse(answer.at("/accessTokenExpireTime")).minus(REFRESH_BEFORE_END));
  }

  @FunctionalInterface
  private interface SignIn {
    Answer as(String name);
  }
}
