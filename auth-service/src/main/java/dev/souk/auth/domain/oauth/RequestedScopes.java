package dev.souk.auth.domain.oauth;

import dev.souk.auth.domain.ClientScope;
import dev.souk.kit.error.OAuthErrors;
import java.util.SortedSet;

/** The scopes that a client asks for, out of those that it may have. */
final class RequestedScopes {
  private RequestedScopes() {}

  /**
   * What it gets: all it may have when it asks for none.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_SCOPE} for one that it may not have
   */
  static SortedSet<String> of(String requested, SortedSet<String> allowed) {
    SortedSet<String> scopes = ClientScope.parse(requested);
    for (String scope : scopes) {
      if (!allowed.contains(scope)) {
        throw OAuthErrors.invalidScope(scope);
      }
    }
    return scopes.isEmpty() ? allowed : scopes;
  }
}
