package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Profiles, address books and what administrators do with accounts, over HTTP JSON. */
@Order(2)
@ExtendWith(Shop.Running.class)
class PeopleTest {
  private static final String ADDRESSES = "/v1/users/me/addresses";

  @Test
  void an_order_goes_to_an_address_of_the_book_and_keeps_it(Shop shop) {
    Client buyer = signedUp(shop, "book").client;
    Answer home = buyer.post(ADDRESSES, address("1 Main Street", "\"line2\": \"Flat 2\"")).ok();
    assertThat(home.at("/defaultShipping") + home.at("/defaultBilling")).isEqualTo("truetrue");
    Answer work = buyer.post(ADDRESSES, address("2 High Street", "\"defaultBilling\": true")).ok();
    assertThat(work.at("/addressId")).startsWith("adr_");
    assertThat(texts(buyer.get(ADDRESSES).ok().json().at("/addresses"), "defaultBilling"))
        .containsExactly("false", "true");

    String path = ADDRESSES + "/" + home.at("/addressId");
    Answer current = buyer.get(path).ok();
    Answer moved = buyer.patch(path, "{\"line1\": \"3 Low Street\", \"line2\": \"\"}").ok();
    assertThat(moved.at("/line1") + moved.at("/line2")).isEqualTo("3 Low Street");
    buyer
        .patch(path, "{\"city\": \"Paris\", \"etag\": \"%s\"}".formatted(current.at("/etag")))
        .refused(409, "ETAG_MISMATCH");
    assertThat(buyer.patch(path, "{\"countryCode\": \"US\"}").refused(400, "INVALID_FIELD").text())
        .contains("address.region", "address.postalCode");
    buyer.patch(path, "{\"defaultShipping\": false}").refused(400, "INVALID_FIELD");

    Goods.add(buyer, Goods.offer(shop, 1999, 10), 1).ok();
    String checkout =
        "{\"shippingAddressId\": \"%s\", \"payment\": {\"token\": \"tok_success\"}}"
            .formatted(home.at("/addressId"));
    Client other = signedUp(shop, "stranger").client;
    other.get(path).refused(404, "RESOURCE_NOT_FOUND");
    other.patch(path, "{\"city\": \"Paris\"}").refused(404, "RESOURCE_NOT_FOUND");
    other.delete(path).refused(404, "RESOURCE_NOT_FOUND");
    other.withKey(key()).post("/v1/orders", checkout).refused(404, "RESOURCE_NOT_FOUND");
    buyer
        .withKey(key())
        .post("/v1/orders", "{\"payment\": {\"token\": \"tok_success\"}}")
        .refused(400, "INVALID_FIELD");
    Answer order = buyer.withKey(key()).post("/v1/orders", checkout).ok();
    assertThat(order.at("/state")).isEqualTo("ORDER_STATE_PAID");
    assertThat(order.at("/shippingAddress/line1")).isEqualTo("3 Low Street");

    buyer.patch(path, "{\"line1\": \"4 New Street\"}").ok();
    buyer.delete(path).ok();
    buyer.get(path).refused(404, "RESOURCE_NOT_FOUND");
    assertThat(buyer.get(ADDRESSES).ok().at("/addresses/0/defaultShipping")).isEqualTo("true");
    assertThat(buyer.get("/v1/orders/" + order.at("/orderId")).ok().json()).isEqualTo(order.json());
  }

  @Test
  void a_profile_changes_by_what_is_sent_and_grants_nothing(Shop shop) {
    Account account = signedUp(shop, "profile");
    Answer before = account.client.get("/v1/users/me").ok();
    Answer after =
        account
            .client
            .patch(
                "/v1/users/me",
                """
                {"name": "Grace Hopper", "phone": "+12025550123", "marketingPreferences": {"email": true},
                 "roles": ["ROLE_ADMIN"], "emailVerified": true}
                """)
            .ok();
    assertThat(after.at("/name")).isEqualTo("Grace Hopper");
    assertThat(after.at("/phone")).isEqualTo("+12025550123");
    assertThat(after.at("/marketingPreferences/email")).isEqualTo("true");
    assertThat(after.json().at("/roles")).isEqualTo(before.json().at("/roles"));
    assertThat(after.at("/emailVerified")).isEqualTo("false");
    assertThat(account.client.get("/v1/users/me").ok().json()).isEqualTo(after.json());
    Answer session =
        shop.accounts().login(account.email, dev.souk.system.shop.Accounts.PASSWORD).ok();
    assertThat(session.json().at("/user")).isEqualTo(after.json());
    account
        .client
        .patch("/v1/users/me", "{\"name\": \"X\", \"etag\": \"%s\"}".formatted(before.at("/etag")))
        .refused(409, "ETAG_MISMATCH");
    account
        .client
        .patch("/v1/users/me", "{\"email\": \"not an address\"}")
        .refused(400, "INVALID_FIELD");
    assertThat(account.client.patch("/v1/users/me", after.text()).ok().json())
        .isEqualTo(after.json());
  }

  @Test
  void an_administrator_finds_an_account_changes_its_roles_and_ends_its_sessions(Shop shop) {
    Account account = signedUp(shop, "found");
    Client admin = shop.accounts().admin();
    String prefix = account.email.substring(0, account.email.indexOf('@'));
    Answer found =
        admin
            .get("/v1/users?pageSize=5&emailPrefix=" + prefix.toUpperCase(java.util.Locale.ROOT))
            .ok();
    assertThat(texts(found.json().at("/users"), "userId")).containsExactly(account.userId);
    assertThat(found.at("/nextPageToken")).isEmpty();
    Answer admins = admin.get("/v1/users?role=ROLE_ADMIN&state=STATE_ACTIVE").ok();
    assertThat(texts(admins.json().at("/users"), "email")).contains("admin@souk.local");
    account.client.get("/v1/users").refused(403, "ROLE_REQUIRED");
    account
        .client
        .post("/v1/users/" + account.userId + ":endSessions", "{}")
        .refused(403, "ROLE_REQUIRED");

    account.client.get("/v1/users/me").ok();
    admin.post("/v1/users/" + account.userId + ":endSessions", "{}").ok();
    account.client.get("/v1/users/me").refused(401, "TOKEN_REVOKED");
    admin.post("/v1/users/usr_none:endSessions", "{}").refused(404, "RESOURCE_NOT_FOUND");

    String etag = found.at("/users/0/etag");
    Answer seller =
        admin
            .patch(
                "/v1/users/" + account.userId,
                "{\"roles\": [\"ROLE_CUSTOMER\", \"ROLE_SELLER\"], \"etag\": \"%s\"}"
                    .formatted(etag))
            .ok();
    assertThat(seller.at("/roles/1")).isEqualTo("ROLE_SELLER");
    assertThat(
            texts(
                admin
                    .get("/v1/users?role=ROLE_SELLER&emailPrefix=" + prefix)
                    .ok()
                    .json()
                    .at("/users"),
                "userId"))
        .containsExactly(account.userId);
  }

  private record Account(String userId, String email, Client client) {}

  private static Account signedUp(Shop shop, String name) {
    String email = shop.accounts().email(name);
    Answer session = shop.accounts().register(email);
    return new Account(
        session.at("/user/userId"), email, shop.anonymous().withToken(session.at("/accessToken")));
  }

  private static String address(String line1, String more) {
    return """
    {"recipient": "Ada Lovelace", "line1": "%s", "city": "London", "postalCode": "SW1Y 4JH",
     "countryCode": "GB", %s}
    """
        .formatted(line1, more);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }
}
