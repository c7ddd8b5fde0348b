package dev.souk.auth.domain;

import java.time.Instant;

/** Signs access tokens. */
public interface AccessTokens {
  /** A token that speaks for the account in the session until then. */
  AccessToken issue(Account account, String sessionId, Instant now, Instant expireTime);

  /** One by which a machine speaks for the account, within its scopes. */
  AccessToken issue(
      Account account, String sessionId, ClientScope client, Instant now, Instant expireTime);
}
