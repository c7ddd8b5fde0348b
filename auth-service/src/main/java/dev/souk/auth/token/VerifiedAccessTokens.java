package dev.souk.auth.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.souk.auth.domain.AccessTokenClaims;
import dev.souk.auth.domain.AccessTokenReader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Access tokens as {@link SignedAccessTokens} signs them. */
public final class VerifiedAccessTokens implements AccessTokenReader {
  private final JWTVerifier verifier;

  /** Tokens that the issuer signed with the key for the audience. */
  public VerifiedAccessTokens(SigningKey key, String issuer, String audience, Clock clock) {
    JWTVerifier.BaseVerification rules =
        (JWTVerifier.BaseVerification)
            JWT.require(Algorithm.RSA256(key.publicKey(), null))
                .withIssuer(issuer)
                .withAudience(audience)
                .withClaim("typ", "access")
                .withClaimPresence("sub")
                .withClaimPresence("sid")
                .withClaimPresence("jti")
                .withClaimPresence("email")
                .withClaimPresence("roles")
                .withClaimPresence("iat")
                .withClaimPresence("exp");
    this.verifier = rules.build(clock);
  }

  @Override
  public Optional<AccessTokenClaims> read(String token) {
    try {
      return Optional.of(claims(verifier.verify(token)));
    } catch (JWTVerificationException e) {
      return Optional.empty();
    }
  }

  private static AccessTokenClaims claims(DecodedJWT token) {
    return new AccessTokenClaims(
        token.getIssuer(),
        token.getAudience(),
        token.getSubject(),
        token.getClaim("sid").asString(),
        token.getId(),
        token.getClaim("email").asString(),
        List.copyOf(token.getClaim("roles").asList(String.class)),
        token.getIssuedAtAsInstant(),
        token.getExpiresAtAsInstant());
  }
}
