package dev.souk.user.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static dev.souk.user.store.UserDocuments.EMAIL_LOWER;
import static dev.souk.user.store.UserDocuments.ID;
import static dev.souk.user.store.UserDocuments.PASSWORD_HASH;
import static dev.souk.user.store.UserDocuments.SESSIONS_OUTDATED;
import static dev.souk.user.store.UserDocuments.UPDATE_TIME;
import static dev.souk.user.store.UserDocuments.VERSION;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.souk.kit.error.Errors;
import dev.souk.user.domain.Credentials;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.User;
import dev.souk.user.domain.Users;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Accounts in MongoDB, one document each in {@code users}. A unique index keeps addresses apart;
 * every change is one conditional write of one document.
 */
public final class MongoUsers implements Users {
  private static final int BATCH = 100;

  private final MongoCollection<Document> users;

  /** Accounts of the database. */
  public MongoUsers(MongoDatabase database) {
    this.users = database.getCollection("users");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    users.createIndex(Indexes.ascending(EMAIL_LOWER), new IndexOptions().unique(true).sparse(true));
    users.createIndex(Indexes.ascending(SESSIONS_OUTDATED), new IndexOptions().sparse(true));
  }

  @Override
  public void add(User user, String passwordHash) {
    Document document = UserDocuments.of(user).append(PASSWORD_HASH, passwordHash);
    reaching(() -> {
      try {
        return users.insertOne(document);
      } catch (MongoWriteException e) {
        if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
          throw Errors.emailTaken();
        }
        throw e;
      }
    });
  }

  @Override
  public Optional<User> byId(String id) {
    return first(eq(ID, id)).map(UserDocuments::user);
  }

  @Override
  public Optional<Credentials> credentials(EmailAddress email) {
    return first(eq(EMAIL_LOWER, email.normalized()))
        .map(found -> new Credentials(UserDocuments.user(found), found.getString(PASSWORD_HASH)));
  }

  @Override
  public boolean replace(User next) {
    Document changed = UserDocuments.of(next);
    changed.remove(ID);
    Bson predecessor = and(eq(ID, next.id()), eq(VERSION, next.version() - 1));
    return reaching(() -> users.updateOne(predecessor, new Document("$set", changed)))
            .getMatchedCount()
        == 1;
  }

  @Override
  public void rehash(String userId, String oldHash, String newHash) {
    Bson unchanged = and(eq(ID, userId), eq(PASSWORD_HASH, oldHash));
    reaching(() -> users.updateOne(unchanged, Updates.set(PASSWORD_HASH, newHash)));
  }

  @Override
  public void sessionsEnded(String userId, long version) {
    Bson unchanged = and(eq(ID, userId), eq(VERSION, version));
    reaching(() -> users.updateOne(unchanged, Updates.unset(SESSIONS_OUTDATED)));
  }

  @Override
  public List<User> withOutdatedSessions(Instant changedBefore) {
    Bson forgotten = and(eq(SESSIONS_OUTDATED, true), lt(UPDATE_TIME, Date.from(changedBefore)));
    return reaching(
        () -> users.find(forgotten).limit(BATCH).map(UserDocuments::user).into(new ArrayList<>()));
  }

  private Optional<Document> first(Bson filter) {
    return reaching(() -> Optional.ofNullable(users.find(filter).first()));
  }

  /** A database that does not answer is a reason to repeat the call; all else is a defect. */
  private static <T> T reaching(Supplier<T> operation) {
    try {
      return operation.get();
    } catch (MongoTimeoutException | MongoSocketException e) {
      throw Errors.unavailable("mongodb");
    }
  }
}
