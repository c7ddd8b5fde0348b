package dev.souk.auth.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an access token says.
 *
 * @param issuer who issued it
 * @param audience who it is meant for
 * @param userId who it speaks for
 * @param sessionId the session it is of
 * @param tokenId its own id
 * @param email the user's e-mail address when it was issued, or empty
 * @param roles the user's roles when it was issued
 * @param client the machine that it was issued to, if it was, and what for
 * @param issueTime when it was issued
 * @param expireTime when it ends
 */
public record AccessTokenClaims(
    String issuer,
    List<String> audience,
    String userId,
    String sessionId,
    String tokenId,
    String email,
    List<String> roles,
    Optional<ClientScope> client,
    Instant issueTime,
    Instant expireTime) {
  @Override
  public String toString() {
    return "AccessTokenClaims[userId=" + userId + "]";
  }
}
