package dev.souk.kit.identity;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.souk.kit.error.SignInErrors;
import dev.souk.kit.identity.VerifiedTokens.Verified;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens by which services prove who they are to each other: signed by the caller's own key, for
 * one called service, alive for 60 seconds. A token stolen from one call opens nothing else for
 * long.
 */
public final class ServiceTokens {
  private static final Duration LIFETIME = Duration.ofSeconds(60);
  private static final Duration RENEW_BEFORE = Duration.ofSeconds(30);

  private final String self;
  private final RSAPrivateCrtKey key;
  private final Map<String, RSAPublicKey> known;
  private final Clock clock;
  private final Map<String, Issued> issued = new ConcurrentHashMap<>();
  private final VerifiedTokens<String> verified;

  private record Issued(String token, Instant expires) {}

  /**
   * Tokens of a service.
   *
   * @param self the service's name
   * @param key its own private key
   * @param known every service's public key by name
   */
  public ServiceTokens(
      String self, RSAPrivateCrtKey key, Map<String, RSAPublicKey> known, Clock clock) {
    this.self = self;
    this.key = key;
    this.known = Map.copyOf(known);
    this.clock = clock;
    this.verified = new VerifiedTokens<>(clock);
  }

  /** Shows operators how often a token was known. */
  public void bindTo(MeterRegistry metrics) {
    verified.bindTo(metrics, "service-tokens");
  }

  /** A token to call the service with. */
  public String tokenFor(String calledService) {
    Instant needed = clock.instant().plus(RENEW_BEFORE);
    Issued last = issued.get(calledService);
    if (last != null && last.expires.isAfter(needed)) {
      return last.token;
    }
    return issued.compute(
            calledService,
            (name, old) -> old != null && old.expires.isAfter(needed) ? old : issue(name))
        .token;
  }

  /**
   * The name of the service that calls with the token.
   *
   * @throws dev.souk.kit.error.ApiException {@code TOKEN_INVALID}
   */
  public String verify(String token) {
    return verified.find(token).orElseGet(() -> check(token)).content();
  }

  private Verified<String> check(String token) {
    try {
      DecodedJWT decoded = JWT.decode(token);
      RSAPublicKey callerKey = decoded.getKeyId() == null ? null : known.get(decoded.getKeyId());
      if (callerKey == null) {
        throw SignInErrors.tokenInvalid();
      }
      DecodedJWT sound = verifier(callerKey, decoded.getKeyId()).verify(decoded);
      if (sound.getExpiresAt() == null) {
        throw SignInErrors.tokenInvalid(); // "exp": null counts as present to the library
      }
      Verified<String> checked =
          new Verified<>(sound.getKeyId(), sound.getExpiresAtAsInstant(), sound.getIssuer());
      verified.add(token, checked);
      return checked;
    } catch (JWTVerificationException e) {
      throw SignInErrors.tokenInvalid();
    }
  }

  private Issued issue(String calledService) {
    Instant now = clock.instant();
    Instant expires = now.plus(LIFETIME);
    String token =
        JWT.create()
            .withKeyId(self)
            .withIssuer(self)
            .withAudience(calledService)
            .withClaim("typ", "service")
            .withIssuedAt(now)
            .withExpiresAt(expires)
            .sign(Algorithm.RSA256(null, key));
    return new Issued(token, expires);
  }

  private JWTVerifier verifier(RSAPublicKey callerKey, String caller) {
    JWTVerifier.BaseVerification rules =
        (JWTVerifier.BaseVerification)
            JWT.require(Algorithm.RSA256(callerKey, null))
                .withIssuer(caller)
                .withAudience(self)
                .withClaim("typ", "service")
                .withClaimPresence("exp")
                .acceptNotBefore(UserTokens.LEEWAY_SECONDS)
                .acceptIssuedAt(UserTokens.LEEWAY_SECONDS);
    return rules.build(clock);
  }
}
