package dev.souk.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Reason;
import dev.souk.kit.testing.ShiftedClock;
import dev.souk.kit.testing.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who calls among the services, each with a key of its own. */
@DisplayName("19: tokens of services")
class ServiceTokensTest {
  private static final RSAPrivateCrtKey ORDER = TestIdentity.newKey();
  private static final RSAPrivateCrtKey CART = TestIdentity.newKey();
  private static final RSAPrivateCrtKey PRODUCT = TestIdentity.newKey();
  private static final Map<String, RSAPublicKey> KNOWN =
      Map.of(
          "order-service", RsaKeys.publicOf(ORDER),
          "cart-service", RsaKeys.publicOf(CART),
          "product-service", RsaKeys.publicOf(PRODUCT));

  private final ShiftedClock clock = new ShiftedClock();
  private final ServiceTokens orders = new ServiceTokens("order-service", ORDER, KNOWN, clock);
  private final ServiceTokens products =
      new ServiceTokens("product-service", PRODUCT, KNOWN, clock);

  private JWTCreator.Builder claims() {
    Instant now = clock.instant();
    return JWT.create()
        .withKeyId("order-service")
        .withIssuer("order-service")
        .withAudience("product-service")
        .withClaim("typ", "service")
        .withIssuedAt(now)
        .withExpiresAt(now.plusSeconds(60));
  }

  private static String signed(JWTCreator.Builder claims, RSAPrivateCrtKey key) {
    return claims.sign(Algorithm.RSA256(null, key));
  }

  private void assertRefused(String name, String token) {
    assertThatThrownBy(() -> products.verify(token))
        .as(name)
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.TOKEN_INVALID.name()));
  }

  @Test
  void a_token_says_who_calls_whom_for_a_minute() {
    String token = orders.tokenFor("product-service");
    assertThat(products.verify(token)).isEqualTo("order-service");
    clock.advance(Duration.ofSeconds(59));
    assertThat(products.verify(token)).isEqualTo("order-service");
    clock.advance(Duration.ofSeconds(1));
    assertRefused("expired", token);
    assertThat(products.verify(orders.tokenFor("product-service"))).isEqualTo("order-service");
  }

  @Test
  void a_token_opens_no_other_service() {
    assertRefused("for another", orders.tokenFor("cart-service"));
    assertRefused("for itself", orders.tokenFor("order-service"));
  }

  @Test
  void what_another_key_signed_or_another_name_stands_in_is_refused() {
    assertThat(products.verify(signed(claims(), ORDER))).isEqualTo("order-service");
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put("another service's key", signed(claims(), CART));
    refused.put("a stranger's key", signed(claims(), TestIdentity.newKey()));
    refused.put("under another's kid", signed(claims().withKeyId("cart-service"), ORDER));
    refused.put("as another issuer", signed(claims().withIssuer("cart-service"), ORDER));
    refused.put("an unknown kid", signed(claims().withKeyId("unknown"), ORDER));
    refused.put("no kid", signed(claims().withKeyId(null), ORDER));
    refused.put("a user's type", signed(claims().withClaim("typ", "access"), ORDER));
    refused.put("no type", signed(claims().withNullClaim("typ"), ORDER));
    refused.put("no expiry", signed(claims().withNullClaim("exp"), ORDER));
    Instant later = clock.instant().plusSeconds(30);
    refused.put("not yet", signed(claims().withNotBefore(later), ORDER));
    refused.put("issued later", signed(claims().withIssuedAt(later), ORDER));
    refused.put("unsigned", claims().sign(Algorithm.none()));
    byte[] der = RsaKeys.publicOf(ORDER).getEncoded();
    refused.put("HS256 with the public key", claims().sign(Algorithm.HMAC256(der)));
    byte[] pem = TestIdentity.pem(RsaKeys.publicOf(ORDER)).getBytes(StandardCharsets.US_ASCII);
    refused.put("HS256 with its PEM", claims().sign(Algorithm.HMAC256(pem)));
    refused.put("no token", "x");
    refused.forEach(this::assertRefused);
  }
}
