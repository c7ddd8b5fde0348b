package dev.souk.kit.identity;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.exceptions.TokenExpiredException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.souk.kit.error.SignInErrors;
import dev.souk.kit.identity.VerifiedTokens.Verified;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Verifies users' access tokens: an RS256 signature by a published key, issuer, audience, type,
 * expiry, subject and session, all required, and a session that was not revoked. A token that says
 * when it begins, or was issued, does not count before.
 */
public final class UserTokens {
  /**
   * By how much the clock of who signed a token may be ahead, in seconds: so much is forgiven to
   * {@code nbf} and {@code iat}, and nothing to {@code exp}.
   */
  public static final int LEEWAY_SECONDS = 5;

  private final RemoteJwks keys;
  private final String issuer;
  private final String audience;
  private final Predicate<String> revoked;
  private final Clock clock;
  private final VerifiedTokens<Identity> verified;

  /**
   * A verifier.
   *
   * @param revoked whether a session, by id, was ended; asked for every call
   */
  public UserTokens(
      RemoteJwks keys, String issuer, String audience, Predicate<String> revoked, Clock clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.audience = audience;
    this.revoked = revoked;
    this.clock = clock;
    this.verified = new VerifiedTokens<>(clock);
  }

  /** Shows operators how often a token was known. */
  public void bindTo(MeterRegistry metrics) {
    verified.bindTo(metrics, "user-tokens");
  }

  /**
   * Who the token speaks for.
   *
   * @throws dev.souk.kit.error.ApiException {@code TOKEN_INVALID}, {@code TOKEN_EXPIRED} or {@code
   *     TOKEN_REVOKED}
   */
  public Identity verify(String token) {
    Identity identity =
        verified
            .find(token)
            .filter(known -> keys.find(known.keyId()).isPresent())
            .orElseGet(() -> check(token))
            .content();
    if (revoked.test(identity.sessionId())) {
      throw SignInErrors.tokenRevoked();
    }
    return identity;
  }

  private Verified<Identity> check(String token) {
    DecodedJWT sound = signed(token);
    if (sound.getExpiresAt() == null
        || sound.getSubject() == null
        || sound.getClaim("sid").asString() == null) {
      throw SignInErrors.tokenInvalid(); // null counts as present to the library
    }
    Verified<Identity> checked =
        new Verified<>(sound.getKeyId(), sound.getExpiresAtAsInstant(), identity(sound));
    verified.add(token, checked);
    return checked;
  }

  private static Identity identity(DecodedJWT token) {
    List<String> roles = token.getClaim("roles").asList(String.class);
    String email = token.getClaim("email").asString();
    return new Identity(
        token.getSubject(),
        email == null ? "" : email,
        roles == null ? Set.of() : Set.copyOf(roles),
        token.getClaim("sid").asString(),
        "",
        scopes(token),
        "");
  }

  /** A machine's token names the machine (RFC 9068), and is nothing without its scope. */
  private static Optional<Set<String>> scopes(DecodedJWT token) {
    Claim scope = token.getClaim("scope");
    if (scope.isMissing() && token.getClaim("client_id").isMissing()) {
      return Optional.empty();
    }
    String names = scope.asString();
    if (names == null) {
      throw SignInErrors.tokenInvalid();
    }
    return Optional.of(Set.copyOf(Arrays.asList(names.split(" "))));
  }

  private DecodedJWT signed(String token) {
    try {
      DecodedJWT decoded = JWT.decode(token);
      String kid = decoded.getKeyId();
      RSAPublicKey key = kid == null ? null : keys.find(kid).orElse(null);
      if (key == null) {
        throw SignInErrors.tokenInvalid();
      }
      return verifier(key).verify(decoded);
    } catch (TokenExpiredException e) {
      throw SignInErrors.tokenExpired();
    } catch (JWTVerificationException e) {
      throw SignInErrors.tokenInvalid();
    }
  }

  private JWTVerifier verifier(RSAPublicKey key) {
    JWTVerifier.BaseVerification rules =
        (JWTVerifier.BaseVerification)
            JWT.require(Algorithm.RSA256(key, null))
                .withIssuer(issuer)
                .withAudience(audience)
                .withClaim("typ", "access")
                .withClaimPresence("sub")
                .withClaimPresence("sid")
                .withClaimPresence("exp")
                .acceptNotBefore(LEEWAY_SECONDS)
                .acceptIssuedAt(LEEWAY_SECONDS);
    return rules.build(clock);
  }
}
