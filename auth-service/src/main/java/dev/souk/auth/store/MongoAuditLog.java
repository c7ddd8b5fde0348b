package dev.souk.auth.store;

import static com.mongodb.client.model.Filters.in;
import static dev.souk.kit.mongo.MongoCalls.reaching;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.souk.auth.domain.AuditLog;
import dev.souk.event.v1.AuditEvent;
import dev.souk.event.v1.EventEnvelope;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.audit.AuditOutbox;
import dev.souk.kit.id.Ids;
import dev.souk.kit.mongo.MongoLease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Events for the audit trail in MongoDB, one document each in {@code auditOutbox}, until Kafka has
 * them. An event about an address waits together with it; whose the address is, is looked up when
 * the event leaves, so that nobody can tell by the time a refusal takes.
 */
public final class MongoAuditLog implements AuditLog, AuditOutbox {
  private static final String ID = "_id";
  private static final String EVENT = "event";
  private static final String EMAIL = "email";

  /** Longer than a batch takes. */
  private static final Duration TURN = Duration.ofSeconds(30);

  private final MongoCollection<Document> outbox;
  private final MongoLease turn;
  private final AuditEvents events;
  private final Function<String, Optional<String>> userIdOf;
  private final DetectionMeter detected;

  /**
   * An outbox in the database.
   *
   * @param userIdOf whose an e-mail address is
   */
  public MongoAuditLog(
      MongoDatabase database,
      AuditEvents events,
      Function<String, Optional<String>> userIdOf,
      DetectionMeter detected,
      Clock clock) {
    this.outbox = database.getCollection("auditOutbox");
    this.turn = new MongoLease(database, "audit-relay", TURN, clock);
    this.events = events;
    this.userIdOf = userIdOf;
    this.detected = detected;
  }

  @Override
  public void record(AuditEntry entry) {
    insert(document(entry));
    if (entry.outcome() == AuditEntry.Outcome.DETECTED) {
      detected.count(entry.action());
    }
  }

  @Override
  public void recordAbout(String email, AuditEntry entry) {
    insert(document(entry).append(EMAIL, email));
  }

  private Document document(AuditEntry entry) {
    EventEnvelope event = events.of(entry);
    return new Document(ID, event.getEventId()).append(EVENT, event.toByteArray());
  }

  private void insert(Document document) {
    reaching(() -> outbox.insertOne(document));
  }

  @Override
  public List<Waiting> next(int limit) {
    List<Document> oldest =
        reaching(
            () -> outbox.find().sort(Sorts.ascending(ID)).limit(limit).into(new ArrayList<>()));
    return oldest.stream().map(this::waiting).toList();
  }

  private Waiting waiting(Document document) {
    try {
      EventEnvelope event = EventEnvelope.parseFrom(document.get(EVENT, Binary.class).getData());
      @Nullable String email = document.getString(EMAIL);
      return new Waiting(
          document.getString(ID), email == null ? event : about(userIdOf.apply(email), event));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("no event: " + document.getString(ID), e);
    }
  }

  private static EventEnvelope about(Optional<String> userId, EventEnvelope event)
      throws InvalidProtocolBufferException {
    AuditEvent payload =
        event.getPayload().unpack(AuditEvent.class).toBuilder()
            .setResourceType("user")
            .setResourceId(userId.orElse(""))
            .build();
    return event.toBuilder().setPayload(Any.pack(payload)).build();
  }

  @Override
  public void sent(Collection<Waiting> events) {
    reaching(() -> outbox.deleteMany(in(ID, events.stream().map(Waiting::place).toList())));
  }

  @Override
  public Optional<Instant> oldest() {
    return reaching(() -> Optional.ofNullable(outbox.find().sort(Sorts.ascending(ID)).first()))
        .map(document -> Ids.timeOf(document.getString(ID)));
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
