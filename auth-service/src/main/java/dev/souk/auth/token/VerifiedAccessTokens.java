package dev.souk.auth.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.souk.auth.domain.AccessTokenClaims;
import dev.souk.auth.domain.AccessTokenReader;
import dev.souk.auth.domain.ClientScope;
import dev.souk.kit.identity.UserTokens;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Access tokens as {@link SignedAccessTokens} signs them. */
public final class VerifiedAccessTokens implements AccessTokenReader {
  private final PublishedKeys keys;
  private final String issuer;
  private final String audience;
  private final Clock clock;

  /** Tokens that the issuer signed with one of the keys for the audience. */
  public VerifiedAccessTokens(PublishedKeys keys, String issuer, String audience, Clock clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  @Override
  public Optional<AccessTokenClaims> read(String token) {
    try {
      DecodedJWT decoded = JWT.decode(token);
      return Optional.ofNullable(decoded.getKeyId())
          .flatMap(keys::find)
          .map(key -> verifier(key).verify(decoded))
          .filter(VerifiedAccessTokens::isComplete)
          .map(VerifiedAccessTokens::claims);
    } catch (JWTVerificationException e) {
      return Optional.empty();
    }
  }

  private JWTVerifier verifier(RSAPublicKey key) {
    JWTVerifier.BaseVerification rules =
        (JWTVerifier.BaseVerification)
            JWT.require(Algorithm.RSA256(key, null))
                .withIssuer(issuer)
                .withAudience(audience)
                .withClaim("typ", "access")
                .acceptNotBefore(UserTokens.LEEWAY_SECONDS)
                .acceptIssuedAt(UserTokens.LEEWAY_SECONDS);
    return rules.build(clock);
  }

  /** Not by the library's rules, to which a claim that is null is present. */
  private static boolean isComplete(DecodedJWT token) {
    return Stream.of("sub", "sid", "jti").allMatch(name -> token.getClaim(name).asString() != null)
        && (token.getClaim("email").isMissing() || token.getClaim("email").asString() != null)
        && token.getClaim("roles").asList(String.class) != null
        && token.getIssuedAt() != null
        && token.getExpiresAt() != null;
  }

  private static AccessTokenClaims claims(DecodedJWT token) {
    return new AccessTokenClaims(
        token.getIssuer(),
        token.getAudience(),
        token.getSubject(),
        token.getClaim("sid").asString(),
        token.getId(),
        Objects.requireNonNullElse(token.getClaim("email").asString(), ""),
        List.copyOf(token.getClaim("roles").asList(String.class)),
        client(token),
        token.getIssuedAtAsInstant(),
        token.getExpiresAtAsInstant());
  }

  private static Optional<ClientScope> client(DecodedJWT token) {
    return Optional.ofNullable(token.getClaim("client_id").asString())
        .map(clientId -> ClientScope.of(clientId, token.getClaim("scope").asString()));
  }
}
