package dev.souk.auth.oidc;

import dev.souk.proto.Scopes;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID issuer whose word the operator takes.
 *
 * @param issuer the claim {@code iss}, exactly
 * @param jwksUri where its keys are (RFC 7517)
 * @param audience the claim {@code aud}: the id that this shop has there
 * @param algorithms what it signs with: RS256, ES256
 * @param claims where what is wanted stands in its tokens
 * @param scopes when given, all that can be done on its word; when not, its users sign in
 */
public record OidcIssuer(
    String issuer,
    URI jwksUri,
    String audience,
    Set<Algorithm> algorithms,
    Claims claims,
    @Nullable SortedSet<String> scopes) {

  /** Signatures that are verified: asymmetric ones alone. */
  public enum Algorithm {
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256,
    /** ECDSA on P-256 with SHA-256. */
    ES256
  }

  /**
   * Names of claims.
   *
   * @param email the e-mail address ({@code email})
   * @param emailVerified whether it is verified ({@code email_verified})
   * @param name the display name ({@code name})
   * @param scope the scopes granted, as text between spaces or as a list; without it, all that the
   *     issuer is limited to
   */
  public record Claims(
      @Nullable String email,
      @Nullable String emailVerified,
      @Nullable String name,
      @Nullable String scope) {
    /** Takes the names of OpenID Connect Core, section 5.1, for those that are not given. */
    public Claims {
      email = email == null ? "email" : email;
      emailVerified = emailVerified == null ? "email_verified" : emailVerified;
      name = name == null ? "name" : name;
    }
  }

  /**
   * Checks what the file says.
   *
   * @throws IllegalArgumentException when something is missing or makes no sense
   */
  public OidcIssuer {
    require(issuer != null && !issuer.isBlank(), "issuer is missing");
    require(jwksUri != null && jwksUri.getHost() != null, issuer + ": jwksUri is no address");
    require(
        Set.of("https", "http").contains(String.valueOf(jwksUri.getScheme())),
        issuer + ": jwksUri must be read over https, or http within the operator's own network");
    require(audience != null && !audience.isBlank(), issuer + ": audience is missing");
    algorithms = algorithms == null ? Set.of(Algorithm.RS256) : Set.copyOf(algorithms);
    require(!algorithms.isEmpty(), issuer + ": algorithms is empty");
    claims = claims == null ? new Claims(null, null, null, null) : claims;
    require(
        scopes == null || Scopes.ALL.containsAll(scopes),
        issuer + ": scopes has one that does not exist: " + scopes);
    require(scopes == null || !scopes.isEmpty(), issuer + ": scopes is empty");
    require(
        scopes != null || claims.scope() == null,
        issuer + ": claims.scope needs scopes, which say what the issuer can grant");
  }

  /** What can be done on its word at most; absent when its users sign in. */
  Optional<SortedSet<String>> limit() {
    return Optional.ofNullable(scopes).map(TreeSet::new);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
