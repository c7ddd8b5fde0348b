package dev.souk.kit.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A task that as a rule one instance does at a time: a document of {@code leases}. By clocks that
 * may differ, so the task must bear being done twice.
 */
public final class MongoLease {
  private static final String ID = "_id";
  private static final String HOLDER = "holder";
  private static final String UNTIL = "until";

  private final MongoCollection<Document> leases;
  private final String task;
  private final Duration length;
  private final Clock clock;
  private final String holder = UUID.randomUUID().toString();

  /** A lease of the task, for so long each time it is held. */
  public MongoLease(MongoDatabase database, String task, Duration length, Clock clock) {
    this.leases = database.getCollection("leases");
    this.task = task;
    this.length = length;
    this.clock = clock;
  }

  /** Takes or prolongs the lease; false when another instance has it. */
  public boolean hold() {
    Date now = Date.from(clock.instant());
    Bson free = and(eq(ID, task), or(eq(HOLDER, holder), lt(UNTIL, now)));
    Bson held = combine(set(HOLDER, holder), set(UNTIL, Date.from(now.toInstant().plus(length))));
    return MongoCalls.inserting(() -> {
      // When it is another's, an upsert would add a second document with its id.
      var _ = leases.updateOne(free, held, new UpdateOptions().upsert(true));
    });
  }

  /** Lets others take the lease before it ends; nothing where another instance has it. */
  public void giveUp() {
    MongoCalls.reaching(() ->
        leases.updateOne(
            and(eq(ID, task), eq(HOLDER, holder)), set(UNTIL, Date.from(Instant.EPOCH))));
  }
}
