package dev.souk.auth.api;

import dev.souk.auth.v1.IssueTokenRequest;
import dev.souk.kit.error.Errors;
import dev.souk.kit.error.OAuthErrors;
import dev.souk.kit.identity.Headers;
import io.grpc.Metadata;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How the client of a token request proves who it is (RFC 6749, section 2.3.1): by parameters or by
 * HTTP Basic.
 *
 * @param clientId the client, or empty
 * @param clientSecret its secret, or empty
 */
record ClientAuthentication(String clientId, String clientSecret) {
  private static final String BASIC = "Basic ";

  /**
   * Reads it.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} when both ways are used, {@code
   *     INVALID_CLIENT} when what follows {@code Basic} makes no sense
   */
  static ClientAuthentication of(IssueTokenRequest request, Metadata metadata) {
    String authorization = metadata.get(Headers.AUTHORIZATION);
    boolean isBasic =
        authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length());
    if (authorization == null || !isBasic) {
      return new ClientAuthentication(request.getClientId(), request.getClientSecret());
    }
    ClientAuthentication basic = basic(authorization.substring(BASIC.length()).strip());
    boolean agrees =
        request.getClientId().isEmpty() || request.getClientId().equals(basic.clientId());
    if (!request.getClientSecret().isEmpty() || !agrees) {
      throw Errors.invalid("client_secret", "must not be given besides HTTP Basic");
    }
    return basic;
  }

  private static ClientAuthentication basic(String credentials) {
    try {
      String decoded = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      int colon = decoded.indexOf(':');
      if (colon < 0) {
        throw OAuthErrors.invalidClient();
      }
      return new ClientAuthentication(
          URLDecoder.decode(decoded.substring(0, colon), StandardCharsets.UTF_8),
          URLDecoder.decode(decoded.substring(colon + 1), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      throw OAuthErrors.invalidClient();
    }
  }

  @Override
  public String toString() {
    return "ClientAuthentication[clientId=" + clientId + "]";
  }
}
