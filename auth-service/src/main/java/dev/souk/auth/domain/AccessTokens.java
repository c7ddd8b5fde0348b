package dev.souk.auth.domain;

import java.time.Instant;

/** Signs access tokens. */
@FunctionalInterface
public interface AccessTokens {
  /** A token that speaks for the account in the session until then. */
  AccessToken issue(Account account, String sessionId, Instant now, Instant expireTime);
}
