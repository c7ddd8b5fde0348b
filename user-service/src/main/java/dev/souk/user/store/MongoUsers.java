package dev.souk.user.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.regex;
import static dev.souk.user.store.UserDocuments.AUDIT_OUTBOX;
import static dev.souk.user.store.UserDocuments.CREATE_TIME;
import static dev.souk.user.store.UserDocuments.EMAIL_LOWER;
import static dev.souk.user.store.UserDocuments.ID;
import static dev.souk.user.store.UserDocuments.KEPT_SESSION;
import static dev.souk.user.store.UserDocuments.LISTS;
import static dev.souk.user.store.UserDocuments.NAME_KEY;
import static dev.souk.user.store.UserDocuments.PASSWORD_HASH;
import static dev.souk.user.store.UserDocuments.PHONE_KEY;
import static dev.souk.user.store.UserDocuments.PHONE_VERIFIED;
import static dev.souk.user.store.UserDocuments.SESSIONS_OUTDATED;
import static dev.souk.user.store.UserDocuments.UPDATE_TIME;
import static dev.souk.user.store.UserDocuments.VERSION;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.kit.error.AccountErrors;
import dev.souk.kit.mongo.MongoCalls;
import dev.souk.user.domain.AccountState;
import dev.souk.user.domain.Credentials;
import dev.souk.user.domain.EmailAddress;
import dev.souk.user.domain.Role;
import dev.souk.user.domain.User;
import dev.souk.user.domain.UserOrder;
import dev.souk.user.domain.UserQuery;
import dev.souk.user.domain.Users;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Accounts in MongoDB, one document each in {@code users}. Unique indexes keep addresses, and
 * telephone numbers that sign in, apart; every change is one conditional write of one document.
 */
public final class MongoUsers implements Users {
  static final String COLLECTION = "users";

  private static final int BATCH = 100;

  private final MongoCollection<Document> users;
  private final AuditPushes audit;

  /** Accounts of the database. */
  public MongoUsers(MongoDatabase database, AuditEvents auditEvents) {
    this.users = database.getCollection(COLLECTION);
    this.audit = new AuditPushes(auditEvents);
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    users.createIndex(Indexes.ascending(EMAIL_LOWER), new IndexOptions().unique(true).sparse(true));
    users.createIndex(Indexes.ascending(PHONE_KEY), new IndexOptions().unique(true).sparse(true));
    users.createIndex(Indexes.ascending(SESSIONS_OUTDATED), new IndexOptions().sparse(true));
    for (UserOrder order : UserOrder.values()) {
      users.createIndex(Indexes.compoundIndex(Indexes.ascending(LISTS), sort(order)));
    }
    listUnlisted();
  }

  /** Accounts that were written before there were lists. */
  private void listUnlisted() {
    for (Document found : users.find(eq(LISTS, null))) {
      User user = UserDocuments.user(found);
      Document changed = UserDocuments.of(user);
      changed.remove(ID);
      users.updateOne(
          and(eq(ID, user.id()), eq(VERSION, user.version())), new Document("$set", changed));
    }
  }

  @Override
  public void add(User user, String passwordHash, AuditEntry... entries) {
    Document document =
        UserDocuments.of(user)
            .append(PASSWORD_HASH, passwordHash)
            .append(AUDIT_OUTBOX, audit.events(entries));
    boolean added =
        MongoCalls.inserting(() -> {
          var _ = users.insertOne(document);
        });
    if (!added) {
      throw user.email().isPresent() ? AccountErrors.emailTaken() : AccountErrors.phoneTaken();
    }
  }

  @Override
  public Optional<User> byId(String id) {
    return first(eq(ID, id)).map(UserDocuments::user);
  }

  @Override
  public Optional<Credentials> credentials(EmailAddress email) {
    return credentials(eq(EMAIL_LOWER, email.normalized()));
  }

  @Override
  public Optional<Credentials> credentialsByPhone(String phone) {
    return credentials(eq(PHONE_KEY, phone));
  }

  @Override
  public Optional<Credentials> credentialsById(String id) {
    return credentials(eq(ID, id));
  }

  private Optional<Credentials> credentials(Bson filter) {
    return first(filter)
        .filter(found -> found.containsKey(PASSWORD_HASH))
        .map(found -> new Credentials(UserDocuments.user(found), found.getString(PASSWORD_HASH)));
  }

  @Override
  public boolean replace(User next, AuditEntry... entries) {
    return replace(UserWrites.predecessor(next), UserWrites.update(next), entries);
  }

  @Override
  public Claim claim(User next, AuditEntry... entries) {
    boolean[] replaced = new boolean[1];
    boolean isFree =
        MongoCalls.inserting(() -> {
          replaced[0] = replace(next, entries);
        });
    if (!isFree) {
      return Claim.TAKEN;
    }
    return replaced[0] ? Claim.MADE : Claim.OVERTAKEN;
  }

  @Override
  public void releasePhone(String phone, Instant madeBefore) {
    Bson unproven =
        and(eq(PHONE_KEY, phone), ne(PHONE_VERIFIED, true), lt(CREATE_TIME, Date.from(madeBefore)));
    Bson released = Updates.combine(Updates.unset(PHONE_KEY), Updates.inc(VERSION, 1L));
    MongoCalls.reaching(() -> users.updateOne(unproven, released));
  }

  @Override
  public boolean replacePassword(User next, String oldHash, String newHash, AuditEntry... entries) {
    return replace(
        and(UserWrites.predecessor(next), eq(PASSWORD_HASH, oldHash)),
        UserWrites.update(next, new Document(PASSWORD_HASH, newHash)),
        entries);
  }

  /** Every field that is not the erased account's goes, but for what the audit trail is to hear. */
  @Override
  public boolean erase(User next, AuditEntry... entries) {
    Optional<Document> stored = first(UserWrites.predecessor(next));
    if (stored.isEmpty()) {
      return false;
    }
    Set<String> kept = UserDocuments.of(next).keySet();
    String[] gone =
        stored.get().keySet().stream()
            .filter(field -> !kept.contains(field) && !field.equals(AUDIT_OUTBOX))
            .toArray(String[]::new);
    return replace(
        UserWrites.predecessor(next), UserWrites.update(next, new Document(), gone), entries);
  }

  private boolean replace(Bson predecessor, Document update, AuditEntry... entries) {
    Bson audited = Updates.combine(update, audit.pushing(entries));
    return MongoCalls.reaching(() -> users.updateOne(predecessor, audited)).getMatchedCount() == 1;
  }

  @Override
  public void note(String userId, AuditEntry entry) {
    MongoCalls.reaching(() -> users.updateOne(eq(ID, userId), audit.pushing(entry)));
  }

  @Override
  public void rehash(String userId, String oldHash, String newHash) {
    Bson unchanged = and(eq(ID, userId), eq(PASSWORD_HASH, oldHash));
    MongoCalls.reaching(() -> users.updateOne(unchanged, Updates.set(PASSWORD_HASH, newHash)));
  }

  @Override
  public void sessionsEnded(String userId, long outdatingVersion) {
    Bson unchanged = and(eq(ID, userId), in(SESSIONS_OUTDATED, outdatingVersion, true));
    Bson done = Updates.combine(Updates.unset(SESSIONS_OUTDATED), Updates.unset(KEPT_SESSION));
    MongoCalls.reaching(() -> users.updateOne(unchanged, done));
  }

  @Override
  public List<User> withOutdatedSessions(Instant changedBefore) {
    Bson forgotten = and(exists(SESSIONS_OUTDATED), lt(UPDATE_TIME, Date.from(changedBefore)));
    return MongoCalls.reaching(
        () -> users.find(forgotten).limit(BATCH).map(UserDocuments::user).into(new ArrayList<>()));
  }

  @Override
  public List<User> page(UserQuery query) {
    List<Bson> conditions = new ArrayList<>();
    conditions.add(eq(LISTS, UserLists.named(query.role(), query.state())));
    String key = key(query.order());
    if (!query.prefix().isEmpty()) {
      conditions.add(regex(key, "^" + Pattern.quote(query.prefix())));
    }
    boolean descending = query.order() == UserOrder.NEWEST;
    query
        .after()
        .map(after -> descending ? lt(key, after) : gt(key, after))
        .ifPresent(conditions::add);
    return MongoCalls.reaching(() ->
        users
            .find(and(conditions))
            .sort(sort(query.order()))
            .limit(query.limit())
            .map(UserDocuments::user)
            .into(new ArrayList<>()));
  }

  private static Bson sort(UserOrder order) {
    return order == UserOrder.NEWEST ? Indexes.descending(ID) : Indexes.ascending(key(order));
  }

  private static String key(UserOrder order) {
    return switch (order) {
      case NEWEST -> ID;
      case EMAIL -> EMAIL_LOWER;
      case NAME -> NAME_KEY;
    };
  }

  @Override
  public List<User> activeAdmins() {
    String list = UserLists.named(Optional.of(Role.ROLE_ADMIN), Optional.of(AccountState.ACTIVE));
    return MongoCalls.reaching(
        () -> users.find(eq(LISTS, list)).map(UserDocuments::user).into(new ArrayList<>()));
  }

  private Optional<Document> first(Bson filter) {
    return MongoCalls.reaching(() -> Optional.ofNullable(users.find(filter).first()));
  }
}
