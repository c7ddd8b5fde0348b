package dev.souk.auth.domain;

import java.time.Instant;

/**
 * A session whose access tokens must be refused.
 *
 * @param sessionId the session
 * @param expireTime when the last of them has ended by itself
 */
public record Revocation(String sessionId, Instant expireTime) {}
