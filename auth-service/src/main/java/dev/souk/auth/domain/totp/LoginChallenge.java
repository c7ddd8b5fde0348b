package dev.souk.auth.domain.totp;

import java.time.Instant;

/**
 * A sign-in whose password was right and whose second factor is still to come.
 *
 * @param userId who signs in
 * @param etag the version of the account that had the password
 * @param wanted what the sign-in asked for
 * @param expireTime when it is too late
 */
public record LoginChallenge(
    String userId, String etag, WantedSession wanted, Instant expireTime) {}
