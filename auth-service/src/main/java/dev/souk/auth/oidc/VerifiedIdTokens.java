package dev.souk.auth.oidc;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.souk.auth.domain.ClientScope;
import dev.souk.auth.domain.oauth.ExternalIdentity;
import dev.souk.auth.domain.oauth.IdTokens;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.OAuthErrors;
import java.net.http.HttpClient;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * ID tokens of the trusted issuers, verified as OpenID Connect Core, section 3.1.3.7, and RFC 8725
 * ask: one of the algorithms that the operator has named for the issuer, with a key of that kind
 * and of the id that the token names; issuer, audience, subject, issue and expiry required.
 */
public final class VerifiedIdTokens implements IdTokens {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final long CLOCK_SKEW_SECONDS = 30;
  private static final int LONGEST_SUBJECT = 255;
  private static final int LONGEST_EMAIL = 254;

  private final Map<String, OidcIssuer> issuers;
  private final Map<String, IssuerKeys> keys;
  private final Clock clock;

  /** Tokens of these issuers, by {@code iss}. */
  public VerifiedIdTokens(Map<String, OidcIssuer> issuers, Clock clock) {
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.issuers = Map.copyOf(issuers);
    this.keys =
        issuers.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry -> new IssuerKeys(entry.getValue().jwksUri(), http, clock)));
    this.clock = clock;
  }

  @Override
  public ExternalIdentity verify(String token) {
    try {
      DecodedJWT decoded = JWT.decode(token);
      OidcIssuer issuer =
          Optional.ofNullable(decoded.getIssuer())
              .map(issuers::get)
              .orElseThrow(
                  () -> OAuthErrors.invalidGrant("The issuer of the token is not trusted."));
      return identity(issuer, verifier(issuer, decoded).verify(decoded));
    } catch (JWTVerificationException e) {
      throw notValid();
    }
  }

  private JWTVerifier verifier(OidcIssuer issuer, DecodedJWT token) {
    String kid = token.getKeyId();
    if (kid == null || !token.getHeaderClaim("crit").isMissing()) {
      throw notValid();
    }
    OidcIssuer.Algorithm algorithm =
        issuer.algorithms().stream()
            .filter(allowed -> allowed.name().equals(token.getAlgorithm()))
            .findFirst()
            .orElseThrow(VerifiedIdTokens::notValid);
    PublicKey key =
        Optional.ofNullable(keys.get(issuer.issuer()))
            .flatMap(known -> known.find(kid))
            .orElseThrow(VerifiedIdTokens::notValid);
    JWTVerifier.BaseVerification rules =
        (JWTVerifier.BaseVerification)
            JWT.require(algorithm(algorithm, key))
                .withIssuer(issuer.issuer())
                .withAudience(issuer.audience())
                .withClaimPresence("sub")
                .withClaimPresence("iat")
                .withClaimPresence("exp")
                .acceptLeeway(CLOCK_SKEW_SECONDS);
    return rules.build(clock);
  }

  private static com.auth0.jwt.algorithms.Algorithm algorithm(
      OidcIssuer.Algorithm algorithm, PublicKey key) {
    if (algorithm == OidcIssuer.Algorithm.RS256 && key instanceof RSAPublicKey rsa) {
      return com.auth0.jwt.algorithms.Algorithm.RSA256(rsa, null);
    }
    if (algorithm == OidcIssuer.Algorithm.ES256 && key instanceof ECPublicKey ec) {
      return com.auth0.jwt.algorithms.Algorithm.ECDSA256(ec, null);
    }
    throw notValid();
  }

  private static ExternalIdentity identity(OidcIssuer issuer, DecodedJWT token) {
    String subject = token.getSubject();
    if (subject == null
        || subject.isEmpty()
        || subject.length() > LONGEST_SUBJECT
        || token.getExpiresAt() == null // "exp": null counts as present to the library
        || token.getIssuedAt() == null) {
      throw notValid();
    }
    String email = text(token, issuer.claims().email());
    return new ExternalIdentity(
        issuer.issuer(),
        subject,
        email.length() > LONGEST_EMAIL ? "" : email,
        isTrue(token.getClaim(issuer.claims().emailVerified())),
        text(token, issuer.claims().name()),
        issuer.audience(),
        issuer.limit().map(limit -> granted(limit, issuer.claims().scope(), token)));
  }

  /** What the issuer has granted out of what it can grant. */
  private static SortedSet<String> granted(
      SortedSet<String> limit, @Nullable String claimName, DecodedJWT token) {
    if (claimName == null) {
      return limit;
    }
    Claim claim = token.getClaim(claimName);
    List<String> list = claim.asList(String.class);
    String text = claim.asString();
    SortedSet<String> granted = new TreeSet<>();
    if (list != null) {
      granted.addAll(list);
    } else if (text != null) {
      granted.addAll(ClientScope.parse(text));
    }
    granted.retainAll(limit);
    return granted;
  }

  /** Some issuers write it as text. */
  private static boolean isTrue(Claim claim) {
    return Boolean.TRUE.equals(claim.asBoolean()) || "true".equals(claim.asString());
  }

  private static String text(DecodedJWT token, @Nullable String claim) {
    String text = claim == null ? null : token.getClaim(claim).asString();
    return text == null ? "" : text;
  }

  private static ApiException notValid() {
    return OAuthErrors.invalidGrant("The token is not valid.");
  }
}
