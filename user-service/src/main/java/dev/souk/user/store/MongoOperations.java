package dev.souk.user.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static dev.souk.kit.mongo.MongoCalls.reaching;
import static dev.souk.user.store.OperationDocuments.ATTEMPTS;
import static dev.souk.user.store.OperationDocuments.DUE_TIME;
import static dev.souk.user.store.OperationDocuments.EMAIL;
import static dev.souk.user.store.OperationDocuments.EXPIRE_TIME;
import static dev.souk.user.store.OperationDocuments.ID;
import static dev.souk.user.store.OperationDocuments.KEY;
import static dev.souk.user.store.OperationDocuments.LEASE;
import static dev.souk.user.store.OperationDocuments.USER_ID;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.souk.kit.mongo.MongoCalls;
import dev.souk.user.domain.operation.Operation;
import dev.souk.user.domain.operation.OperationKind;
import dev.souk.user.domain.operation.OperationState;
import dev.souk.user.domain.operation.Operations;
import dev.souk.user.domain.operation.Part;
import dev.souk.user.domain.operation.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Operations in MongoDB, one document each in {@code operations}. {@code dueTime} is there as long
 * as there is something to do: taking an operation moves it and counts {@code lease} up, and what
 * is written under an earlier lease changes nothing.
 */
public final class MongoOperations implements Operations {
  private final MongoCollection<Document> operations;

  /** Operations of the database. */
  public MongoOperations(MongoDatabase database) {
    this.operations = database.getCollection("operations");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    operations.createIndex(Indexes.ascending(KEY), new IndexOptions().unique(true).sparse(true));
    operations.createIndex(Indexes.ascending(DUE_TIME), new IndexOptions().sparse(true));
    operations.createIndex(Indexes.ascending(EXPIRE_TIME), new IndexOptions().sparse(true));
    operations.createIndex(Indexes.ascending(USER_ID));
  }

  @Override
  public boolean add(Operation operation, Instant dueTime) {
    Document document = OperationDocuments.of(operation).append(DUE_TIME, Date.from(dueTime));
    return MongoCalls.inserting(() -> {
      var _ = operations.insertOne(document);
    });
  }

  @Override
  public Optional<Operation> current(OperationKind kind, String userId) {
    return first(eq(KEY, OperationDocuments.key(kind, userId)));
  }

  @Override
  public Optional<Operation> byId(String id) {
    return first(eq(ID, id));
  }

  @Override
  public List<Operation> of(String userId) {
    return reaching(() ->
        operations
            .find(eq(USER_ID, userId))
            .sort(Sorts.descending(ID))
            .map(OperationDocuments::operation)
            .into(new ArrayList<>()));
  }

  @Override
  public Optional<Operation> takeDue(Instant now, Instant leaseEnd) {
    Bson due = lte(DUE_TIME, Date.from(now));
    while (true) {
      Optional<Document> first =
          reaching(() ->
              Optional.ofNullable(operations.find(due).sort(Sorts.ascending(DUE_TIME)).first()));
      if (first.isEmpty()) {
        return Optional.empty();
      }
      Document found = first.get();
      long lease = found.getLong(LEASE);
      Bson untaken = and(eq(ID, found.getString(ID)), eq(LEASE, lease), due);
      Bson taken = combine(set(LEASE, lease + 1), set(DUE_TIME, Date.from(leaseEnd)));
      if (isUpdated(untaken, taken)) {
        return Optional.of(OperationDocuments.operation(found.append(LEASE, lease + 1)));
      }
    }
  }

  @Override
  public void rememberEmail(String id, String email) {
    boolean _ = isUpdated(OperationDocuments.unerased(id), set(EMAIL, email));
  }

  @Override
  public void forgetEmail(String id) {
    boolean _ = isUpdated(eq(ID, id), unset(EMAIL));
  }

  @Override
  public void accountErased(String id, Instant now) {
    Bson erased =
        combine(
            set(OperationDocuments.path(Part.ACCOUNT), OperationDocuments.of(Step.done(now))),
            set(DUE_TIME, Date.from(now)));
    boolean _ = isUpdated(OperationDocuments.unerased(id), erased);
  }

  @Override
  public void withdraw(String id) {
    reaching(() -> operations.deleteOne(OperationDocuments.unerased(id)));
  }

  @Override
  public boolean note(Operation operation, Part part, Step step, Instant leaseEnd) {
    return isUpdated(
        held(operation),
        combine(
            set(OperationDocuments.path(part), OperationDocuments.of(step)),
            set(ATTEMPTS, 0),
            set(DUE_TIME, Date.from(leaseEnd))));
  }

  @Override
  public boolean renew(Operation operation, Instant leaseEnd) {
    return isUpdated(held(operation), set(DUE_TIME, Date.from(leaseEnd)));
  }

  @Override
  public void postpone(Operation operation, int attempts, Instant dueTime) {
    boolean _ =
        isUpdated(
            held(operation), combine(set(ATTEMPTS, attempts), set(DUE_TIME, Date.from(dueTime))));
  }

  @Override
  public boolean end(Operation operation, Ending ending) {
    List<Bson> changes = OperationDocuments.ending(ending);
    if (operation.kind() == OperationKind.EXPORT || ending.state() == OperationState.FAILED) {
      changes.add(unset(KEY));
    }
    return isUpdated(held(operation), combine(changes));
  }

  @Override
  public void remove(String id) {
    reaching(() -> operations.deleteOne(eq(ID, id)));
  }

  @Override
  public List<String> expired(Instant now, int limit) {
    return reaching(() ->
        operations
            .find(lte(EXPIRE_TIME, Date.from(now)))
            .limit(limit)
            .map(found -> found.getString(ID))
            .into(new ArrayList<>()));
  }

  private static Bson held(Operation operation) {
    return and(eq(ID, operation.id()), eq(LEASE, operation.lease()));
  }

  private boolean isUpdated(Bson filter, Bson update) {
    return reaching(() -> operations.updateOne(filter, update)).getMatchedCount() == 1;
  }

  private Optional<Operation> first(Bson filter) {
    return reaching(() -> Optional.ofNullable(operations.find(filter).first()))
        .map(OperationDocuments::operation);
  }
}
