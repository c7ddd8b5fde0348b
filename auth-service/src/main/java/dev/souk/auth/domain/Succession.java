package dev.souk.auth.domain;

import java.time.Instant;

/**
 * What was bought with the refresh token that was spent last, for a client that lost the answer.
 *
 * @param predecessorHash hash of the token that was spent
 * @param successor what it bought
 * @param end until when the one is answered with the other
 */
public record Succession(String predecessorHash, SealedToken successor, Instant end) {
  boolean answers(RefreshToken token, Instant now) {
    return now.isBefore(end) && predecessorHash.equals(token.hash());
  }
}
