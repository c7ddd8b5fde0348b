package dev.souk.auth.domain.oauth;

/** Reads the ID tokens of trusted issuers. */
@FunctionalInterface
public interface IdTokens {
  /**
   * Who the token is about.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_GRANT} for one that is not of a trusted
   *     issuer, not for this shop, or not valid now; {@code DEPENDENCY_UNAVAILABLE} when the keys
   *     of its issuer cannot be read
   */
  ExternalIdentity verify(String token);
}
