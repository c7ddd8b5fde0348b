package dev.souk.auth.domain.phone;

import java.time.Instant;

/**
 * A code that was sent to a telephone number. An account has one at a time.
 *
 * @param userId the account
 * @param phone the number, E.164
 * @param requestId what it was sent for: no two have the same
 * @param hash keyed hash of the code, see {@link CodeHashes}
 * @param expireTime when it ends
 */
public record PhoneCode(
    String userId, String phone, String requestId, String hash, Instant expireTime) {
  @Override
  public String toString() {
    return "PhoneCode[requestId=" + requestId + "]";
  }
}
