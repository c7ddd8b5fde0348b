package dev.souk.auth.domain.oauth;

import java.util.Optional;
import java.util.SortedSet;

/**
 * Who somebody is by the word of an issuer that the operator trusts.
 *
 * @param issuer the issuer
 * @param subject who it is there, for ever
 * @param email e-mail address, or empty
 * @param emailVerified whether the issuer says that they receive mail there
 * @param name display name, or empty
 * @param audience who the issuer gave its word to
 * @param scopes what may be done on it; absent when it is not limited
 */
public record ExternalIdentity(
    String issuer,
    String subject,
    String email,
    boolean emailVerified,
    String name,
    String audience,
    Optional<SortedSet<String>> scopes) {
  @Override
  public String toString() {
    return "ExternalIdentity[issuer=" + issuer + "]";
  }
}
