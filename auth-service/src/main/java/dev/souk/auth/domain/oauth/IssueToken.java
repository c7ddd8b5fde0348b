package dev.souk.auth.domain.oauth;

import dev.souk.kit.error.Errors;
import dev.souk.kit.error.OAuthErrors;

/**
 * Issues tokens by OAuth 2.0.
 *
 * <p>Errors: {@code INVALID_FIELD} for a missing parameter, {@code UNSUPPORTED_GRANT_TYPE}, and
 * those of the grants.
 */
public final class IssueToken {
  private final ClientCredentials clientCredentials;
  private final TokenExchange tokenExchange;

  /** Issues by these grants. */
  public IssueToken(ClientCredentials clientCredentials, TokenExchange tokenExchange) {
    this.clientCredentials = clientCredentials;
    this.tokenExchange = tokenExchange;
  }

  /** A token for what the request has. */
  public IssuedToken issue(TokenRequest request) {
    return switch (request.grantType()) {
      case "" -> throw Errors.invalid("grant_type", "is missing");
      case ClientCredentials.GRANT_TYPE -> clientCredentials.issue(request);
      case TokenExchange.GRANT_TYPE -> tokenExchange.issue(request);
      default -> throw OAuthErrors.unsupportedGrantType(request.grantType());
    };
  }
}
