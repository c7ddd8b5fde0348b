package dev.souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.system.shop.Answer;
import dev.souk.system.shop.Client;
import dev.souk.system.shop.Goods;
import dev.souk.system.shop.Shop;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every gateway of Souk must do, whichever host runs the plugins: HTTP alone, nothing of the
 * services' ports. {@code -Dsouk.gateway=http://...} names a Kong to test.
 */
@Order(3)
@ExtendWith(Shop.Running.class)
class GatewayContractTest {
  private static final String ORIGIN = "http://localhost:3000";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void head_is_get_without_a_body(Shop shop) {
    String path = "/v1/inventory/" + Goods.offer(shop, 100, 1);
    Answer head = shop.anonymous().send("HEAD", path, null);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.text()).isEmpty();
    assertThat(head.headers().firstValue("content-type").orElse("")).contains("application/json");
    assertThat(shop.anonymous().send("HEAD", "/v1/nothing", null).status()).isEqualTo(404);
  }

  @Test
  void preflights_are_answered_for_listed_origins_alone(Shop shop) {
    Answer listed = preflight(shop, ORIGIN);
    assertThat(listed.headers().firstValue("access-control-allow-origin")).contains(ORIGIN);
    assertThat(listed.headers().firstValue("access-control-allow-credentials")).contains("true");
    assertThat(listed.headers().firstValue("access-control-allow-methods").orElse(""))
        .contains("PATCH");
    assertThat(
            preflight(shop, "https://evil.example")
                .headers()
                .firstValue("access-control-allow-origin"))
        .isNotEqualTo(java.util.Optional.of("https://evil.example"))
        .isNotEqualTo(java.util.Optional.of("*"));
  }

  private static Answer preflight(Shop shop, String origin) {
    return shop.anonymous()
        .with("Origin", origin)
        .with("Access-Control-Request-Method", "PATCH")
        .send("OPTIONS", "/v1/users/me", null);
  }

  @Test
  void unknown_paths_and_wrong_methods_are_told_apart(Shop shop) {
    for (String path :
        List.of("/v2/products", "/v1/products/", "/v1//products", "/v1/products/a/b/c")) {
      shop.anonymous().get(path).refused(404, "ROUTE_NOT_FOUND");
    }
    Answer wrongMethod =
        shop.anonymous().send("PUT", "/v1/cart", "{}").refused(405, "METHOD_NOT_ALLOWED");
    assertThat(wrongMethod.headers().firstValue("allow").orElse("")).contains("GET", "DELETE");
    shop.anonymous().get("/v1/products:nothing").refused(404, "ROUTE_NOT_FOUND");
  }

  @Test
  void a_body_arrives_whole_whatever_its_size(Shop shop) {
    for (int size : List.of(1_000, 9_000, 100_000, 1_000_000)) {
      Answer refusal =
          shop.anonymous()
              .post("/v1/auth/register", "{\"name\": \"" + "n".repeat(size) + "\", \"last\": 1}")
              .refused(400, "INVALID_FIELD");
      assertThat(refusal.text()).as("%d bytes", size).contains("\"last\"");
    }
    shop.anonymous()
        .post("/v1/auth/register", "{\"name\": \"" + "n".repeat(1_100_000) + "\"}")
        .refused(413, "PAYLOAD_TOO_LARGE");
    Answer long9k = offered(shop, "d".repeat(9_000));
    assertThat(shop.anonymous().get("/v1/products/" + long9k.at("/productId")).at("/description"))
        .hasSize(9_000);
  }

  private static Answer offered(Shop shop, String description) {
    String product = Goods.product(Goods.newSku(), 100).strip();
    return shop.accounts()
        .seller()
        .post(
            "/v1/products",
            product.substring(0, product.length() - 1)
                + ", \"description\": \""
                + description
                + "\"}")
        .ok();
  }

  @Test
  void both_name_forms_and_both_forms_of_int64_are_read(Shop shop) {
    String sku = Goods.newSku();
    Answer created =
        shop.accounts()
            .seller()
            .post(
                "/v1/products",
                """
                {"name": "Hat", "status": 2, "variants":
                  [{"sku": "%s", "price": {"currency_code": "GBP", "minor_units": 1999}}]}
                """
                    .formatted(sku))
            .ok();
    assertThat(created.json().at("/variants/0/price/minorUnits").isTextual()).isTrue();
    assertThat(created.at("/variants/0/price/minorUnits")).isEqualTo("1999");
    assertThat(created.json().at("/tags").isArray()).isTrue();
  }

  @Test
  void the_path_decides_whatever_query_and_body_say(Shop shop) {
    String sku = Goods.offer(shop, 100, 5);
    Client buyer = shop.accounts().buyer(1);
    buyer.delete("/v1/cart").ok();
    Goods.add(buyer, sku, 1).ok();
    buyer
        .patch("/v1/cart/items/" + sku, "{\"sku\": \"OTHER\", \"quantity\": 2}")
        .refused(400, "INVALID_FIELD");
    buyer
        .patch("/v1/cart/items/" + sku + "?sku=OTHER", "{\"quantity\": 2}")
        .refused(400, "INVALID_FIELD");
    assertThat(buyer.get("/v1/cart").number("/items/0/quantity")).isEqualTo(1);
  }

  @Test
  void wrong_types_are_named_by_their_path(Shop shop) {
    Client seller = shop.accounts().seller();
    for (String wrong : List.of("\"1999x\"", "1.5", "true", "[]", "9223372036854775808")) {
      Answer refusal =
          seller
              .post(
                  "/v1/products",
                  """
                  {"name": "Hat", "variants": [{"sku": "A"},
                    {"sku": "B", "price": {"currencyCode": "GBP", "minorUnits": %s}}]}
                  """
                      .formatted(wrong))
              .refused(400, "INVALID_FIELD");
      assertThat(refusal.text()).as(wrong).contains("variants[1].price.minorUnits");
    }
    seller.post("/v1/products", "{\"name\": \"a\", \"name\": \"b\"}").refused(400, "INVALID_FIELD");
  }

  @Test
  void a_missing_update_mask_is_what_the_body_names(Shop shop) {
    Client seller = shop.accounts().seller();
    String path = "/v1/products/" + offered(shop, "A hat.").at("/productId");
    Answer changed = seller.patch(path, "{\"brand\": \"Hatter\", \"tags\": [\"felt\"]}").ok();
    assertThat(changed.at("/brand")).isEqualTo("Hatter");
    assertThat(changed.at("/tags/0")).isEqualTo("felt");
    assertThat(changed.at("/description")).isEqualTo("A hat.");
    Answer masked =
        seller.patch(path + "?updateMask=tags", "{\"brand\": \"Other\", \"tags\": []}").ok();
    assertThat(masked.at("/brand")).isEqualTo("Hatter");
    assertThat(masked.json().at("/tags")).isEmpty();
  }

  @Test
  void headers_that_only_the_gateway_may_send_do_nothing(Shop shop) {
    Answer me =
        shop.accounts()
            .buyer(1)
            .with("x-user-id", "usr_01jd3v0000e0008000000000zz")
            .with("x-user-roles", "ROLE_ADMIN")
            .with("x-guest-id", "AAAAAAAAAAAAAAAAAAAAAA")
            .with("x-internal-token", "eyJhbGciOiJub25lIn0.e30.")
            .with("grpc-timeout", "1n")
            .with("grpc-encoding", "gzip")
            .get("/v1/users/me")
            .ok();
    assertThat(me.at("/roles/0")).isEqualTo("ROLE_CUSTOMER");
  }

  @Test
  void long_answers_are_compressed_for_clients_that_accept_it(Shop shop) {
    Answer offered = offered(shop, "A hat of good felt. ".repeat(100));
    String path = "/v1/products/" + offered.at("/productId");
    Answer plain = shop.anonymous().get(path).ok();
    Answer compressed = shop.anonymous().with("Accept-Encoding", "gzip").get(path).ok();
    assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
    assertThat(compressed.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(compressed.headers().allValues("vary")).contains("Accept-Encoding");
    assertThat(compressed.json()).isEqualTo(plain.json());
  }

  @Test
  void request_id_and_trace_are_kept_and_echoed(Shop shop) {
    Answer answer =
        shop.anonymous()
            .with("X-Request-Id", "contract-42")
            .with("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
            .get("/v1/products/prd_01jd3v0000e0008000000000zz")
            .refused(404, "RESOURCE_NOT_FOUND");
    assertThat(answer.at("/error/requestId")).isEqualTo("contract-42");
    assertThat(answer.headers().firstValue("traceparent").orElse("")).contains(TRACE);
  }

  @Test
  @DisplayName("14: the public keys are there for everybody, and for caches")
  void the_public_keys_are_there_for_everybody(Shop shop) {
    Answer keys = shop.anonymous().get("/.well-known/jwks.json").ok();
    assertThat(keys.headers().firstValue("content-type")).contains("application/json");
    assertThat(keys.headers().firstValue("cache-control"))
        .contains("public, max-age=300, stale-if-error=86400");
    assertThat(keys.headers().firstValue("etag").orElse("")).matches("(W/)?\"[\\w-]{43}\"");
    assertThat(keys.headers().map().keySet()).noneMatch(name -> name.startsWith("x-souk-"));
    assertThat(keys.at("/keys/0/kty")).isEqualTo("RSA");
    assertThat(keys.at("/keys/0/alg")).isEqualTo("RS256");
    assertThat(keys.at("/keys/0/kid")).matches("[\\w-]{43}");
    assertThat(keys.json().at("/keys/0/d").isMissingNode()).isTrue();
    Answer signedIn = shop.accounts().buyer(1).get("/.well-known/jwks.json").ok();
    assertThat(signedIn.text()).isEqualTo(keys.text());
    assertThat(signedIn.headers().firstValue("cache-control").orElse("")).contains("public");
    shop.anonymous().post("/.well-known/jwks.json", "{}").refused(405, "METHOD_NOT_ALLOWED");
    shop.anonymous().get("/.well-known/jwks").refused(404, "ROUTE_NOT_FOUND");
  }

  @Test
  void percent_encoding_in_a_path_is_decoded_once(Shop shop) {
    String sku = Goods.offer(shop, 100, 1);
    String encoded = sku.replace("-", "%2D");
    assertThat(shop.anonymous().get("/v1/inventory/" + encoded).ok().at("/sku")).isEqualTo(sku);
    shop.anonymous()
        .get("/v1/inventory/" + sku.replace("-", "%252D"))
        .refused(404, "RESOURCE_NOT_FOUND");
  }
}
