package dev.souk.auth.domain;

import java.time.Instant;

/**
 * A signed access token.
 *
 * @param text the JWT
 * @param expireTime when it ends
 */
public record AccessToken(String text, Instant expireTime) {
  @Override
  public String toString() {
    return "AccessToken[...]";
  }
}
