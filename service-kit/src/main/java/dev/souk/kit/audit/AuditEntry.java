package dev.souk.kit.audit;

import dev.souk.kit.error.ApiException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be written into the audit trail. Who did it, from where and in which request is added
 * from the call that the thread serves. Never give it a secret, nor what a client typed.
 *
 * @param action dotted lower-case name, such as {@code session.opened}
 * @param outcome how it ended
 * @param reason of a refusal, such as {@code INVALID_CREDENTIALS}, or empty
 * @param actor who did it, where that is not who calls; else empty
 * @param resourceType what kind of thing it was done to
 * @param resourceId what it was done to, or empty
 * @param details more about it
 */
public record AuditEntry(
    String action,
    Outcome outcome,
    String reason,
    String actor,
    String resourceType,
    String resourceId,
    Map<String, String> details) {

  /** How it ended. */
  public enum Outcome {
    /** It was done. */
    SUCCEEDED,
    /** It was refused. */
    REFUSED,
    /** Nobody asked for it: the shop noticed it. */
    DETECTED
  }

  /** Copies the details. */
  public AuditEntry {
    details = Map.copyOf(details);
  }

  /** Something that was done. */
  public static AuditEntry done(String action) {
    return new AuditEntry(action, Outcome.SUCCEEDED, "", "", "", "", Map.of());
  }

  /** Something that was refused. */
  public static AuditEntry refused(String action, ApiException refusal) {
    return new AuditEntry(action, Outcome.REFUSED, refusal.reason(), "", "", "", Map.of());
  }

  /** Something that the shop noticed. */
  public static AuditEntry detected(String action) {
    return new AuditEntry(action, Outcome.DETECTED, "", "", "", "", Map.of());
  }

  /** The same, done to this. */
  public AuditEntry on(String type, String id) {
    return new AuditEntry(action, outcome, reason, actor, type, id, details);
  }

  /** The same, done by this user or service. */
  public AuditEntry by(String actor) {
    return new AuditEntry(action, outcome, reason, actor, resourceType, resourceId, details);
  }

  /** The same, with a detail more. */
  public AuditEntry with(String name, String value) {
    Map<String, String> more = new TreeMap<>(details);
    more.put(name, value);
    return new AuditEntry(action, outcome, reason, actor, resourceType, resourceId, more);
  }
}
