package dev.souk.auth.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import dev.souk.auth.domain.AccessToken;
import dev.souk.auth.domain.AccessTokens;
import dev.souk.auth.domain.Account;
import dev.souk.auth.domain.ClientScope;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Access tokens as JWTs signed with RS256. */
public final class SignedAccessTokens implements AccessTokens {
  private final SigningKey key;
  private final Algorithm algorithm;
  private final String issuer;
  private final String audience;
  private final SecureRandom random;

  /**
   * Tokens of an issuer for an audience.
   *
   * @param random makes the tokens' own ids
   */
  public SignedAccessTokens(SigningKey key, String issuer, String audience, SecureRandom random) {
    this.key = key;
    this.algorithm = Algorithm.RSA256(key.publicKey(), key.privateKey());
    this.issuer = issuer;
    this.audience = audience;
    this.random = random;
  }

  @Override
  public AccessToken issue(Account account, String sessionId, Instant now, Instant expireTime) {
    return signed(claims(account, sessionId, now), expireTime);
  }

  @Override
  public AccessToken issue(
      Account account, String sessionId, ClientScope client, Instant now, Instant expireTime) {
    return signed(
        claims(account, sessionId, now)
            .withClaim("client_id", client.clientId())
            .withClaim("scope", client.text()),
        expireTime);
  }

  private AccessToken signed(JWTCreator.Builder claims, Instant expireTime) {
    Instant wholeSecond = expireTime.truncatedTo(ChronoUnit.SECONDS);
    return new AccessToken(claims.withExpiresAt(wholeSecond).sign(algorithm), wholeSecond);
  }

  private JWTCreator.Builder claims(Account account, String sessionId, Instant now) {
    JWTCreator.Builder claims =
        JWT.create()
            .withKeyId(key.id())
            .withIssuer(issuer)
            .withAudience(audience)
            .withSubject(account.id())
            .withClaim("sid", sessionId)
            .withJWTId(tokenId())
            .withIssuedAt(now)
            .withClaim("typ", "access")
            .withClaim("roles", account.roles());
    return account.email().isEmpty() ? claims : claims.withClaim("email", account.email());
  }

  private String tokenId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }
}
