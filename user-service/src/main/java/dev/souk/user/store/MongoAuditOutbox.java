package dev.souk.user.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static dev.souk.user.store.UserDocuments.AUDIT_EVENT;
import static dev.souk.user.store.UserDocuments.AUDIT_EVENT_ID;
import static dev.souk.user.store.UserDocuments.AUDIT_OUTBOX;
import static dev.souk.user.store.UserDocuments.ID;

import com.google.protobuf.InvalidProtocolBufferException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.audit.AuditOutbox;
import dev.souk.kit.id.Ids;
import dev.souk.kit.mongo.MongoCalls;
import dev.souk.kit.mongo.MongoLease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * The events that wait in the documents of accounts: a change and what the trail says of it are one
 * write. Kafka having taken an event, it is pulled from its account.
 */
public final class MongoAuditOutbox implements AuditOutbox {
  private static final String PATH = AUDIT_OUTBOX + "." + AUDIT_EVENT_ID;

  /** Accounts in whose outbox something is. */
  private static final Bson WAITING = gt(PATH, "");

  /** Longer than a batch takes. */
  private static final Duration TURN = Duration.ofSeconds(30);

  private final MongoCollection<Document> users;
  private final MongoLease turn;

  /** The outboxes in the database. */
  public MongoAuditOutbox(MongoDatabase database, Clock clock) {
    this.users = database.getCollection("users");
    this.turn = new MongoLease(database, "audit-relay", TURN, clock);
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    users.createIndex(Indexes.ascending(PATH), new IndexOptions().sparse(true));
  }

  @Override
  public List<Waiting> next(int limit) {
    return accounts(limit).stream().flatMap(account -> waiting(account).stream()).toList();
  }

  private List<Document> accounts(int limit) {
    return MongoCalls.reaching(() ->
        users
            .find(WAITING)
            .projection(Projections.include(AUDIT_OUTBOX))
            .sort(Indexes.ascending(PATH))
            .limit(limit)
            .into(new ArrayList<>()));
  }

  private static List<Waiting> waiting(Document account) {
    return account.getList(AUDIT_OUTBOX, Document.class).stream()
        .map(entry -> new Waiting(account.getString(ID), event(entry)))
        .toList();
  }

  private static EventEnvelope event(Document entry) {
    try {
      return EventEnvelope.parseFrom(entry.get(AUDIT_EVENT, Binary.class).getData());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("no event: " + entry.getString(AUDIT_EVENT_ID), e);
    }
  }

  @Override
  public void sent(Collection<Waiting> events) {
    Map<String, List<String>> byAccount =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    Waiting::place,
                    Collectors.mapping(
                        waiting -> waiting.event().getEventId(), Collectors.toList())));
    byAccount.forEach((account, ids) ->
        MongoCalls.reaching(() ->
            users.updateOne(
                eq(ID, account),
                Updates.pullByFilter(new Document(AUDIT_OUTBOX, condition(ids))))));
  }

  private static Document condition(List<String> ids) {
    return new Document(AUDIT_EVENT_ID, new Document("$in", ids));
  }

  @Override
  public Optional<Instant> oldest() {
    return accounts(1).stream()
        .flatMap(account -> waiting(account).stream())
        .map(waiting -> Ids.timeOf(waiting.event().getEventId()))
        .min(Instant::compareTo);
  }

  @Override
  public boolean takeTurn() {
    return turn.hold();
  }

  @Override
  public void giveUpTurn() {
    turn.giveUp();
  }
}
