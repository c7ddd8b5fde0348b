package dev.souk.user.store;

import static dev.souk.user.store.UserDocuments.AUDIT_EVENT;
import static dev.souk.user.store.UserDocuments.AUDIT_EVENT_ID;
import static dev.souk.user.store.UserDocuments.AUDIT_OUTBOX;

import com.mongodb.client.model.Updates;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.audit.AuditEvents;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Entries of the audit trail in the same write as the change of the account that they tell of. */
final class AuditPushes {
  private final AuditEvents auditEvents;

  AuditPushes(AuditEvents auditEvents) {
    this.auditEvents = auditEvents;
  }

  Bson pushing(AuditEntry... entries) {
    return Updates.pushEach(AUDIT_OUTBOX, events(entries));
  }

  List<Document> events(AuditEntry... entries) {
    return Stream.of(entries)
        .map(auditEvents::of)
        .map(event ->
            new Document(AUDIT_EVENT_ID, event.getEventId())
                .append(AUDIT_EVENT, event.toByteArray()))
        .toList();
  }
}
