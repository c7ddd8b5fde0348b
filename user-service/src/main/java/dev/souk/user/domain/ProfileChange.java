package dev.souk.user.domain;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What users want of their own profile.
 *
 * @param userId whose it is
 * @param sessionId the session that asks
 * @param edit makes the wanted profile of the current one
 * @param email the e-mail address that they sent along, where they did
 * @param givesUpEmailChange whether a change of address that is under way is given up
 * @param etag the version the change is meant for, where that matters
 */
public record ProfileChange(
    String userId,
    String sessionId,
    UnaryOperator<Profile> edit,
    Optional<EmailAddress> email,
    boolean givesUpEmailChange,
    Optional<String> etag) {}
