package dev.souk.user.domain;

import dev.souk.kit.audit.AuditEntry.Outcome;
import java.time.Instant;
import java.util.Map;

/**
 * An event of the audit trail.
 *
 * @param id TypeID with prefix {@code aud}; its time is that of the event
 * @param time when it happened, to the millisecond
 * @param action dotted name, such as {@code session.opened}
 * @param actor a user's id, a service's name or {@code anonymous}
 * @param resourceType what kind of thing it was done to
 * @param resourceId what it was done to, or empty
 * @param outcome how it ended
 * @param reason of a refusal, or empty
 * @param ipAddress where it came from, or empty
 * @param userAgent what the client calls itself, or empty
 * @param sessionId the session that it was done in, or empty
 * @param service which service wrote it down
 * @param requestId the request's id
 * @param details more about it
 */
public record AuditRecord(
    String id,
    Instant time,
    String action,
    String actor,
    String resourceType,
    String resourceId,
    Outcome outcome,
    String reason,
    String ipAddress,
    String userAgent,
    String sessionId,
    String service,
    String requestId,
    Map<String, String> details) {

  /** Copies the details. */
  public AuditRecord {
    details = Map.copyOf(details);
  }
}
