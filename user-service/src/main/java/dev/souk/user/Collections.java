package dev.souk.user;

import com.mongodb.client.MongoDatabase;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.user.store.MongoAuditOutbox;
import dev.souk.user.store.MongoAuditRecords;
import dev.souk.user.store.MongoAvatars;
import dev.souk.user.store.MongoExportDocuments;
import dev.souk.user.store.MongoOperations;
import dev.souk.user.store.MongoUsers;
import java.time.Clock;
import java.time.Duration;

/** The collections of the service's database. */
record Collections(
    MongoDatabase database, AuditEvents events, Duration auditRetention, Clock clock) {

  /** Makes the indexes that are missing. */
  void prepare() {
    new MongoUsers(database, events).prepare();
    new MongoAuditOutbox(database, clock).prepare();
    new MongoAuditRecords(database, auditRetention).prepare();
    new MongoAvatars(database).prepare();
    new MongoOperations(database).prepare();
    new MongoExportDocuments(database).prepare();
  }
}
