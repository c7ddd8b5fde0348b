package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * Which events of the audit trail to answer. A filter that is empty lets every event pass.
 *
 * @param actor who did it
 * @param action what was done, or the beginning of it up to a dot
 * @param resourceType what kind of thing it was done to
 * @param resourceId what it was done to
 * @param outcome how it ended
 * @param ipAddress where it came from, in any way of writing it
 * @param start at or after this time
 * @param end before this time
 * @param after only those older than the one with this id
 * @param limit at most so many
 */
public record AuditQuery(
    String actor,
    String action,
    String resourceType,
    String resourceId,
    Optional<Outcome> outcome,
    String ipAddress,
    Optional<Instant> start,
    Optional<Instant> end,
    Optional<String> after,
    int limit) {}
