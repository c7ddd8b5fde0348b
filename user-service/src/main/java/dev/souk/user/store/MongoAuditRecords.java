package dev.souk.user.store;

import static com.mongodb.client.model.Filters.all;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.souk.kit.audit.AuditEntry.Outcome;
import dev.souk.kit.id.Ids;
import dev.souk.kit.mongo.MongoCalls;
import dev.souk.user.domain.AuditQuery;
import dev.souk.user.domain.AuditRecord;
import dev.souk.user.domain.AuditRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The audit trail in MongoDB, one document an event in {@code auditEvents}. Nothing in this code
 * changes or deletes one; MongoDB removes it by itself when its time is over.
 */
public final class MongoAuditRecords implements AuditRecords {
  private static final String ID = "_id";
  private static final String PREFIX = "aud";
  private static final String EXPIRE_TIME = "expireTime";

  /** Everything that an event can be found by, see {@link AuditKeys}. */
  private static final String KEYS = "keys";

  private final MongoCollection<Document> events;
  private final Duration retention;

  /**
   * The trail in the database.
   *
   * @param retention how long an event is kept
   */
  public MongoAuditRecords(MongoDatabase database, Duration retention) {
    this.events = database.getCollection("auditEvents");
    this.retention = retention;
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    events.createIndex(Indexes.compoundIndex(Indexes.ascending(KEYS), Indexes.descending(ID)));
    events.createIndex(
        Indexes.ascending(EXPIRE_TIME), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }

  @Override
  public void add(AuditRecord event) {
    Document document =
        new Document(ID, event.id())
            .append("action", event.action())
            .append("actor", event.actor())
            .append("resourceType", event.resourceType())
            .append("resourceId", event.resourceId())
            .append("outcome", event.outcome().name())
            .append("reason", event.reason())
            .append("ipAddress", event.ipAddress())
            .append("userAgent", event.userAgent())
            .append("sessionId", event.sessionId())
            .append("service", event.service())
            .append("requestId", event.requestId())
            .append("details", details(event.details()))
            .append(KEYS, AuditKeys.of(event))
            .append(EXPIRE_TIME, Date.from(event.time().plus(retention)));
    // One that is there already was delivered before.
    var _ =
        MongoCalls.inserting(() -> {
          var _ = events.insertOne(document);
        });
  }

  @Override
  public List<AuditRecord> page(AuditQuery query) {
    List<Bson> conditions = new ArrayList<>();
    List<String> keys = AuditKeys.of(query);
    if (!keys.isEmpty()) {
      conditions.add(all(KEYS, keys));
    }
    query.start().ifPresent(start -> conditions.add(gte(ID, Ids.floor(PREFIX, start))));
    query.end().ifPresent(end -> conditions.add(lt(ID, Ids.floor(PREFIX, end))));
    query.after().ifPresent(after -> conditions.add(lt(ID, after)));
    Bson wanted = conditions.isEmpty() ? Filters.empty() : and(conditions);
    return MongoCalls.reaching(() ->
        events
            .find(wanted)
            .sort(Indexes.descending(ID))
            .limit(query.limit())
            .map(MongoAuditRecords::event)
            .into(new ArrayList<>()));
  }

  /** A list, as a name could be one that a document's field must not have. */
  private static List<Document> details(Map<String, String> details) {
    return details.entrySet().stream()
        .map(detail -> new Document("name", detail.getKey()).append("value", detail.getValue()))
        .toList();
  }

  private static AuditRecord event(Document document) {
    String id = document.getString(ID);
    return new AuditRecord(
        id,
        Ids.timeOf(id),
        document.getString("action"),
        document.getString("actor"),
        document.getString("resourceType"),
        document.getString("resourceId"),
        Outcome.valueOf(document.getString("outcome")),
        document.getString("reason"),
        document.getString("ipAddress"),
        document.getString("userAgent"),
        document.getString("sessionId"),
        document.getString("service"),
        document.getString("requestId"),
        document.getList("details", Document.class).stream()
            .collect(
                Collectors.toMap(
                    detail -> detail.getString("name"), detail -> detail.getString("value"))));
  }
}
