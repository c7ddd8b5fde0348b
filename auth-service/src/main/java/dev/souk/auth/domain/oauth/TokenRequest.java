package dev.souk.auth.domain.oauth;

import dev.souk.auth.domain.RequestOrigin;

/**
 * What a token is asked for with (RFC 6749, section 4.4.2; RFC 8693, section 2.1). Absent
 * parameters are empty.
 *
 * @param grantType how it is asked for
 * @param clientId the client
 * @param clientSecret its secret
 * @param scope the scopes that are wanted, between spaces
 * @param subjectToken the token to exchange
 * @param subjectTokenType what that is
 * @param requestedTokenType what is wanted for it
 * @param origin where the request comes from
 */
public record TokenRequest(
    String grantType,
    String clientId,
    String clientSecret,
    String scope,
    String subjectToken,
    String subjectTokenType,
    String requestedTokenType,
    RequestOrigin origin) {
  @Override
  public String toString() {
    return "TokenRequest[grantType=" + grantType + "]";
  }
}
