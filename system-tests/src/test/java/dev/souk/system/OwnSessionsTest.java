package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.system.shop.Accounts;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Shop;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user can do about sessions and the password, by HTTP alone. */
@Order(3)
@ExtendWith(Shop.Running.class)
class OwnSessionsTest {
  private static final String SESSIONS = "/v1/auth/sessions";
  private static final String ME = "/v1/users/me";
  private static final String NEW_PASSWORD = "another-horse-battery";

  private static String newEmail() {
    return "sessions-" + UUID.randomUUID() + "@example.com";
  }

  private static Client holder(Shop shop, Answer session) {
    return shop.anonymous().withToken(session.at("/accessToken"));
  }

  private static List<String> ids(Client caller) {
    List<String> ids = new ArrayList<>();
    for (JsonNode session : caller.get(SESSIONS).ok().json().at("/sessions")) {
      ids.add(session.at("/sessionId").asText());
    }
    return ids;
  }

  private static Answer refresh(Shop shop, Answer session) {
    return shop.anonymous()
        .post(
            "/v1/auth/refresh",
            "{\"refreshToken\": \"%s\"}".formatted(session.at("/refreshToken")));
  }

  private static String passwords(String current, String next) {
    return "{\"currentPassword\": \"%s\", \"newPassword\": \"%s\"}".formatted(current, next);
  }

  @Test
  @DisplayName("10-12: a user sees the sessions of all devices, and ends one and all others")
  void a_user_sees_and_ends_sessions(Shop shop) {
    String email = newEmail();
    Answer first =
        shop.anonymous()
            .with("User-Agent", "SoukApp/3.1 (test)")
            .with("X-Forwarded-For", "203.0.113.66")
            .with("X-Real-IP", "203.0.113.66")
            .with("X-User-Agent", "spoofed")
            .post(
                "/v1/auth/register",
                """
                {"email": "%s", "password": "%s", "name": "Test Buyer", "deviceName": "Ada's phone"}
                """
                    .formatted(email, Accounts.PASSWORD))
            .ok();
    Answer second = shop.accounts().login(email, Accounts.PASSWORD).ok();
    Answer third = shop.accounts().login(email, Accounts.PASSWORD).ok();
    Client user = holder(shop, first);

    JsonNode listed = user.get(SESSIONS).ok().json().at("/sessions");
    assertThat(ids(user))
        .containsExactly(third.at("/sessionId"), second.at("/sessionId"), first.at("/sessionId"));
    JsonNode own = listed.get(2);
    assertThat(own.at("/current").asBoolean()).isTrue();
    assertThat(listed.get(0).at("/current").asBoolean()).isFalse();
    assertThat(own.at("/deviceName").asText()).isEqualTo("Ada's phone");
    assertThat(own.at("/userAgent").asText()).isEqualTo("SoukApp/3.1 (test)");
    assertThat(own.at("/ipAddress").asText()).isNotEmpty().isNotEqualTo("203.0.113.66");
    assertThat(own.at("/createTime").asText()).isEqualTo(own.at("/lastSeenTime").asText());

    Answer page = user.get(SESSIONS + "?pageSize=2").ok();
    assertThat(page.json().at("/sessions")).hasSize(2);
    Answer rest = user.get(SESSIONS + "?pageSize=2&pageToken=" + page.at("/nextPageToken")).ok();
    assertThat(rest.at("/sessions/0/sessionId")).isEqualTo(first.at("/sessionId"));
    assertThat(rest.at("/nextPageToken")).isEmpty();

    String path = SESSIONS + "/" + second.at("/sessionId");
    user.delete(path).ok();
    holder(shop, second).get(ME).refused(401, "TOKEN_REVOKED");
    refresh(shop, second).refused(401, "TOKEN_REVOKED");
    user.delete(path).ok();
    holder(shop, third).get(ME).ok();

    assertThat(user.post(SESSIONS + ":revokeOthers", "{}").ok().number("/ended")).isEqualTo(1);
    holder(shop, third).get(ME).refused(401, "TOKEN_REVOKED");
    user.get(ME).ok();
    assertThat(ids(user)).containsExactly(first.at("/sessionId"));
  }

  @Test
  @DisplayName("12: nobody ends the session of somebody else")
  void nobody_ends_the_session_of_somebody_else(Shop shop) {
    Answer victim = shop.accounts().register(newEmail());
    Client other = holder(shop, shop.accounts().register(newEmail()));
    for (String id : List.of(victim.at("/sessionId"), "ses_01jd8m3q4ref7vd8z8p4v6k1nc", "x")) {
      other.delete(SESSIONS + "/" + id).refused(404, "RESOURCE_NOT_FOUND");
    }
    assertThat(other.post(SESSIONS + ":revokeOthers", "{}").ok().number("/ended")).isZero();
    holder(shop, victim).get(ME).ok();
    shop.anonymous().get(SESSIONS).refused(401, "TOKEN_MISSING");
  }

  @Test
  @DisplayName("25, 13: a new password needs the old one, and leaves the current session alone")
  void a_new_password_ends_the_other_sessions(Shop shop) {
    String email = newEmail();
    Answer session = shop.accounts().register(email);
    Answer other = shop.accounts().login(email, Accounts.PASSWORD).ok();
    Client user = holder(shop, session);
    String path = "/v1/auth/password:change";

    shop.anonymous()
        .post(path, passwords(Accounts.PASSWORD, NEW_PASSWORD))
        .refused(401, "TOKEN_MISSING");
    user.post(path, passwords("wrong-password", NEW_PASSWORD)).refused(401, "INVALID_CREDENTIALS");
    user.post(path, passwords(Accounts.PASSWORD, "Password123")).refused(400, "INVALID_FIELD");
    holder(shop, other).get(ME).ok();

    user.post(path, passwords(Accounts.PASSWORD, NEW_PASSWORD)).ok();

    holder(shop, other).get(ME).refused(401, "TOKEN_REVOKED");
    refresh(shop, other).refused(401, "TOKEN_REVOKED");
    user.get(ME).ok();
    refresh(shop, session).ok();
    shop.accounts().login(email, Accounts.PASSWORD).refused(401, "INVALID_CREDENTIALS");
    shop.accounts().login(email, NEW_PASSWORD).ok();
  }
}
