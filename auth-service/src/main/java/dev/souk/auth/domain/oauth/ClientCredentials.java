package dev.souk.auth.domain.oauth;

import dev.souk.auth.domain.AccessToken;
import dev.souk.auth.domain.ClientScope;
import dev.souk.auth.domain.MachineSessions;
import dev.souk.auth.domain.apikey.ApiKeyKind;
import dev.souk.auth.domain.apikey.UseApiKey;
import dev.souk.auth.domain.apikey.UseApiKey.Use;
import dev.souk.kit.error.OAuthErrors;
import java.util.Optional;

/**
 * Tokens for secret API keys (RFC 6749, section 4.4).
 *
 * <p>Errors: {@code INVALID_FIELD} without client, {@code INVALID_CLIENT}, {@code
 * UNAUTHORIZED_CLIENT} for a publishable key, {@code INVALID_SCOPE}, {@code CONTENTION}.
 */
public final class ClientCredentials {
  static final String GRANT_TYPE = "client_credentials";

  private final UseApiKey useApiKey;
  private final MachineSessions sessions;

  /** Tokens for these keys. */
  public ClientCredentials(UseApiKey useApiKey, MachineSessions sessions) {
    this.useApiKey = useApiKey;
    this.sessions = sessions;
  }

  /** A token for the client of the request. */
  IssuedToken issue(TokenRequest request) {
    if (request.clientId().isEmpty() || request.clientSecret().isEmpty()) {
      throw OAuthErrors.invalidClient();
    }
    Use use =
        useApiKey
            .begin(request.clientSecret())
            .filter(begun -> begun.key().id().equals(request.clientId()))
            .orElseThrow(OAuthErrors::invalidClient);
    if (use.key().kind() != ApiKeyKind.SECRET) {
      throw OAuthErrors.unauthorizedClient();
    }
    ClientScope client =
        new ClientScope(use.key().id(), RequestedScopes.of(request.scope(), use.key().scopes()));
    return new IssuedToken(token(use, client), Optional.of(client), Optional.empty(), false);
  }

  /** A token for the key alone, with all its scopes; none for what is no secret key in use. */
  public Optional<AccessToken> tokenFor(Use use) {
    return Optional.of(use)
        .filter(begun -> begun.key().kind() == ApiKeyKind.SECRET)
        .map(begun -> token(begun, new ClientScope(begun.key().id(), begun.key().scopes())));
  }

  private AccessToken token(Use use, ClientScope client) {
    return sessions.token(use.owner(), use.sessionId(), client, use.key().expireTime());
  }
}
