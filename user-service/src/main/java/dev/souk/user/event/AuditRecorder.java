package dev.souk.user.event;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.event.EventHandler;
import dev.souk.kit.event.PoisonException;
import dev.souk.user.domain.AuditRecords;

/** Stores what comes on the topic of the audit trail; an event that comes again adds nothing. */
public final class AuditRecorder implements EventHandler {
  /** Who reads the topic. */
  public static final String GROUP = "user-service.audit";

  private final AuditRecords records;

  /** Stores events there. */
  public AuditRecorder(AuditRecords records) {
    this.records = records;
  }

  @Override
  public void handle(EventEnvelope event) {
    try {
      records.add(AuditRecordMessages.record(event));
    } catch (NoAuditEventException e) {
      throw new PoisonException(String.valueOf(e.getMessage()));
    }
  }
}
