package dev.souk.system.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Authenticator;
import dev.souk.system.shop.Browser;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Row 124: what opens something is used, well and badly, and then stands in no log of the shop. */
@ExtendWith(Shop.Running.class)
class LogSecretsTest {
  private static final String PASSWORD = "Zq7-first-" + UUID.randomUUID();
  private static final String NEW_PASSWORD = "Zq7-second-" + UUID.randomUUID();
  private static final String WRONG_PASSWORD = "Zq7-wrong-" + UUID.randomUUID();
  private static final String CARD = "4242424242424242";

  /** What must not be found, by what it is. */
  private final Map<String, String> secrets = new LinkedHashMap<>();

  @Test
  void nothing_that_opens_something_stands_in_a_log(Shop shop) {
    shop.requireLocal();
    String email = "logs-" + UUID.randomUUID() + "@example.com";
    signIn(shop, email);
    resetPassword(shop, email);
    useKeys(shop, email);
    order(shop);
    sendNonsense(shop);

    Answer last = shop.anonymous().get("/v1/products:bySku?sku=22423").ok();
    String requestId = last.headers().firstValue("x-request-id").orElseThrow();
    await("the last request to be in the log")
        .atMost(Duration.ofSeconds(20))
        .until(() -> logs(shop).values().stream().anyMatch(log -> log.contains(requestId)));

    Map<String, String> logs = logs(shop);
    List<String> found = new ArrayList<>();
    secrets.forEach((what, secret) -> {
      assertThat(secret).as(what).hasSizeGreaterThan(9);
      logs.forEach((file, log) -> {
        if (log.contains(secret)
            || log.contains(URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
          found.add(what + " in " + file + ": " + around(log, secret));
        }
      });
    });
    assertThat(found).isEmpty();
    assertThat(secrets).hasSizeGreaterThan(20);
  }

  private void signIn(Shop shop, String email) {
    Answer session =
        keep(
            "registration",
            shop.anonymous()
                .post("/v1/auth/register", credentials(email, PASSWORD, ", \"name\": \"Ada\""))
                .ok());
    secrets.put("password", PASSWORD);
    secrets.put("wrong password", WRONG_PASSWORD);
    shop.anonymous()
        .post("/v1/auth/login", credentials(email, WRONG_PASSWORD, ""))
        .refused(401, "INVALID_CREDENTIALS");
    keep(
        "refresh",
        shop.anonymous()
            .post(
                "/v1/auth/refresh",
                "{\"refreshToken\": \"%s\"}".formatted(session.at("/refreshToken")))
            .ok());
    shop.anonymous()
        .post(
            "/v1/auth/refresh",
            "{\"refreshToken\": \"%s\"}".formatted(session.at("/refreshToken") + "x"));
    String token = shop.inbox().token(email, "Confirm your e-mail address", 1);
    secrets.put("token that confirms an address", token);
    shop.anonymous().post("/v1/auth/email:verify", "{\"token\": \"%s\"}".formatted(token)).ok();

    Browser browser = new Browser(shop);
    browser
        .post(
            "/v1/auth/login", credentials(email, PASSWORD, ", \"transport\": \"TRANSPORT_COOKIE\""))
        .ok();
    browser.get("/v1/users/me").ok();
    browser
        .names()
        .forEach(name -> secrets.put("cookie " + name, browser.value(name).orElseThrow()));
  }

  private void resetPassword(Shop shop, String email) {
    shop.anonymous()
        .post("/v1/auth/password:requestReset", "{\"email\": \"%s\"}".formatted(email))
        .ok();
    String token = shop.inbox().token(email, "Set a new password", 1);
    secrets.put("token that resets a password", token);
    secrets.put("new password", NEW_PASSWORD);
    shop.anonymous()
        .post(
            "/v1/auth/password:reset",
            "{\"token\": \"%s\", \"newPassword\": \"%s\"}".formatted(token, NEW_PASSWORD))
        .ok();
  }

  private void useKeys(Shop shop, String email) {
    Client user =
        shop.anonymous()
            .withToken(
                keep(
                        "sign-in",
                        shop.anonymous()
                            .post("/v1/auth/login", credentials(email, NEW_PASSWORD, ""))
                            .ok())
                    .at("/accessToken"));
    Answer key =
        user.post(
                "/v1/apiKeys",
                "{\"name\": \"logs\", \"kind\": \"KIND_SECRET\", \"scopes\": [\"profile.read\"]}")
            .ok();
    secrets.put("API key", key.at("/key"));
    shop.anonymous().withToken(key.at("/key")).get("/v1/users/me").ok();
    Answer issued =
        shop.anonymous()
            .with("Content-Type", "application/x-www-form-urlencoded")
            .post(
                "/v1/oauth2/token",
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                    .formatted(key.at("/apiKey/apiKeyId"), key.at("/key")))
            .ok();
    secrets.put("token of OAuth", issued.at("/access_token"));

    Answer enrolment =
        user.post("/v1/auth/totp:enroll", "{\"password\": \"%s\"}".formatted(NEW_PASSWORD)).ok();
    secrets.put("secret of an app", enrolment.at("/secret"));
    Answer confirmed =
        user.post(
                "/v1/auth/totp:confirm",
                "{\"code\": \"%s\"}".formatted(new Authenticator(enrolment.at("/secret")).code()))
            .ok();
    int number = 0;
    for (JsonNode code : confirmed.json().at("/recoveryCodes")) {
      secrets.put("recovery code " + number++, code.asText());
    }
    Answer challenged =
        shop.anonymous()
            .post("/v1/auth/login", credentials(email, NEW_PASSWORD, ""))
            .refused(401, "TOTP_REQUIRED");
    String challenge = challenged.at("/error/details/0/metadata/challenge");
    secrets.put("challenge", challenge);
    keep(
        "second factor",
        shop.anonymous()
            .post(
                "/v1/auth/login:verifyTotp",
                "{\"challenge\": \"%s\", \"code\": \"%s\"}"
                    .formatted(challenge, confirmed.at("/recoveryCodes/0")))
            .ok());
  }

  private void order(Shop shop) {
    String sku = Goods.offer(shop, 1999, 9);
    Client buyer = shop.accounts().buyer(33);
    Goods.order(buyer, sku, 1, "tok_declined").refused(400, "PAYMENT_DECLINED");
    Answer refused = Goods.order(buyer, sku, 1, CARD);
    assertThat(refused.status()).isEqualTo(400);
    secrets.put("card number", CARD);
    secrets.put("means of payment", "tok_declined");

    Browser guest = new Browser(shop);
    guest.post("/v1/cart/items", "{\"sku\": \"%s\", \"quantity\": 1}".formatted(sku)).ok();
    Answer order =
        guest
            .as("/v1/orders")
            .withKey(UUID.randomUUID().toString())
            .post("/v1/orders", "{%s, \"email\": \"ada@example.com\"}".formatted(Goods.CHECKOUT))
            .ok();
    String token = order.at("/accessToken");
    secrets.put("token of an order's link", token);
    guest
        .names()
        .forEach(name -> secrets.put("guest's cookie " + name, guest.value(name).orElseThrow()));
    String path = "/v1/orders/" + order.at("/orderId");
    shop.anonymous().get(path + "?accessToken=" + token).ok();
    shop.anonymous().get(path + "?accessToken=" + token + "x").refused(404, "RESOURCE_NOT_FOUND");
    shop.anonymous().post(path + ":cancel", "{\"accessToken\": \"%s\"}".formatted(token)).ok();
  }

  /** Secrets where they do not belong. */
  private void sendNonsense(Shop shop) {
    String token = "not-a-token-" + UUID.randomUUID();
    secrets.put("token that is none", token);
    shop.anonymous().withToken(token).get("/v1/users/me").refused(401, "TOKEN_INVALID");
    shop.anonymous().get("/v1/products?pageToken=" + token);
    shop.anonymous().post("/v1/auth/login", "{\"password\": \"" + WRONG_PASSWORD);
    shop.anonymous()
        .post(
            "/v1/auth/login?password=" + WRONG_PASSWORD,
            "{\"email\": 1, \"password\": \"%s\"}".formatted(WRONG_PASSWORD));
  }

  private Answer keep(String of, Answer session) {
    secrets.put("access token of the " + of, session.at("/accessToken"));
    secrets.put("refresh token of the " + of, session.at("/refreshToken"));
    return session;
  }

  private static String credentials(String email, String password, String more) {
    return "{\"email\": \"%s\", \"password\": \"%s\"%s}".formatted(email, password, more);
  }

  private static String around(String log, String secret) {
    int at = Math.max(0, log.indexOf(secret));
    return log.substring(Math.max(0, at - 300), Math.min(log.length(), at + 20));
  }

  /** All logs of the local stack, of its services and of its stores. */
  private static Map<String, String> logs(Shop shop) {
    Map<String, String> logs = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(shop.home(), 4)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).toList()) {
        logs.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return logs;
  }
}
