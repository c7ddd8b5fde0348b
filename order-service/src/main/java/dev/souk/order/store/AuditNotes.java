package dev.souk.order.store;

import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.outbox.OutboxEvent;
import dev.souk.kit.outbox.OutboxTable;
import dev.souk.kit.sql.Sql;
import java.sql.SQLException;
import java.time.Clock;

/** Writes entries for the audit trail with the change that they tell of. */
public final class AuditNotes {
  private final AuditEvents audit;
  private final Clock clock;

  /** Writes them to the outbox. */
  public AuditNotes(AuditEvents audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  void write(Sql sql, AuditEntry entry) throws SQLException {
    EventEnvelope event = audit.of(entry);
    OutboxTable.insert(
        sql,
        new OutboxEvent(
            event.getEventId(), AuditEvents.TOPIC, event.getAggregateId(), event.toByteArray()),
        clock.instant());
  }
}
