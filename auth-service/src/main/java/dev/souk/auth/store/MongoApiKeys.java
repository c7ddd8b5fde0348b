package dev.souk.auth.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static dev.souk.kit.mongo.MongoCalls.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.souk.auth.domain.ErasedUser;
import dev.souk.auth.domain.PersonalData;
import dev.souk.auth.domain.apikey.ApiKey;
import dev.souk.auth.domain.apikey.ApiKeyKind;
import dev.souk.auth.domain.apikey.ApiKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/** API keys in MongoDB, one document each in {@code apiKeys}, with the hash of the key. */
public final class MongoApiKeys implements ApiKeys, PersonalData {
  private static final String ID = "_id";
  private static final String USER_ID = "userId";
  private static final String HASH = "hash";
  private static final String KIND = "kind";
  private static final String NAME = "name";
  private static final String SCOPES = "scopes";
  private static final String ENDING = "ending";
  private static final String CREATE_TIME = "createTime";
  private static final String LAST_USED_TIME = "lastUsedTime";
  private static final String EXPIRE_TIME = "expireTime";
  private static final String SESSION = "session";
  private static final String FORMER_SESSION = "formerSession";
  private static final String PURGE_TIME = "purgeTime";

  /** There while a key is being deleted. */
  private static final String RETIRED = "retired";

  private static final Bson IN_USE = exists(RETIRED, false);

  /** For how long its owner still sees an expired key. */
  private static final Duration KEPT = Duration.ofDays(30);

  private final MongoCollection<Document> keys;

  /** Keys of the database. */
  public MongoApiKeys(MongoDatabase database) {
    this.keys = database.getCollection("apiKeys");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    keys.createIndex(Indexes.ascending(HASH), new IndexOptions().unique(true));
    keys.createIndex(Indexes.compoundIndex(Indexes.ascending(USER_ID), Indexes.descending(ID)));
    keys.createIndex(
        Indexes.ascending(PURGE_TIME), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }

  @Override
  public void add(ApiKey key, String hash) {
    Document document =
        new Document(ID, key.id())
            .append(USER_ID, key.userId())
            .append(HASH, hash)
            .append(KIND, key.kind().name())
            .append(NAME, key.name())
            .append(SCOPES, List.copyOf(key.scopes()))
            .append(ENDING, key.ending())
            .append(CREATE_TIME, Date.from(key.createTime()));
    key.expireTime()
        .ifPresent(end ->
            document
                .append(EXPIRE_TIME, Date.from(end))
                .append(PURGE_TIME, Date.from(end.plus(KEPT))));
    reaching(() -> keys.insertOne(document));
  }

  @Override
  public Optional<ApiKey> byId(String id) {
    return first(and(eq(ID, id), IN_USE));
  }

  @Override
  public Optional<ApiKey> byHash(String hash) {
    return first(and(eq(HASH, hash), IN_USE));
  }

  @Override
  public List<ApiKey> of(String userId) {
    return reaching(() ->
        keys.find(eq(USER_ID, userId))
            .sort(Sorts.descending(ID))
            .map(MongoApiKeys::key)
            .into(new ArrayList<>()));
  }

  @Override
  public int countOf(String userId) {
    return (int) (long) reaching(() -> keys.countDocuments(eq(USER_ID, userId)));
  }

  @Override
  public Optional<ApiKey> retire(String id, String userId) {
    Bson own = and(eq(ID, id), eq(USER_ID, userId));
    return reaching(() -> Optional.ofNullable(keys.findOneAndUpdate(own, set(RETIRED, true))))
        .map(MongoApiKeys::key);
  }

  @Override
  public void remove(String id) {
    reaching(() -> keys.deleteOne(eq(ID, id)));
  }

  @Override
  public boolean useIn(ApiKey key, String session) {
    Bson unchanged =
        and(
            eq(ID, key.id()),
            IN_USE,
            key.session()
                .map(current -> eq(SESSION, current))
                .orElseGet(() -> exists(SESSION, false)));
    Bson next = set(SESSION, session);
    Bson change =
        key.session().map(current -> combine(next, set(FORMER_SESSION, current))).orElse(next);
    return reaching(() -> keys.updateOne(unchanged, change)).getMatchedCount() == 1;
  }

  @Override
  public void used(String id, Instant now) {
    reaching(() -> keys.updateOne(eq(ID, id), set(LAST_USED_TIME, Date.from(now))));
  }

  @Override
  public void erase(ErasedUser user) {
    reaching(() -> keys.deleteMany(eq(USER_ID, user.userId())));
  }

  @Override
  public void purge(Instant now) {
    reaching(() -> keys.deleteMany(lt(PURGE_TIME, Date.from(now))));
  }

  private Optional<ApiKey> first(Bson filter) {
    return reaching(() -> Optional.ofNullable(keys.find(filter).first())).map(MongoApiKeys::key);
  }

  private static ApiKey key(Document document) {
    return new ApiKey(
        document.getString(ID),
        document.getString(USER_ID),
        ApiKeyKind.valueOf(document.getString(KIND)),
        document.getString(NAME),
        new TreeSet<>(document.getList(SCOPES, String.class)),
        document.getString(ENDING),
        document.getDate(CREATE_TIME).toInstant(),
        time(document, LAST_USED_TIME),
        time(document, EXPIRE_TIME),
        Optional.ofNullable(document.getString(SESSION)),
        Optional.ofNullable(document.getString(FORMER_SESSION)));
  }

  private static Optional<Instant> time(Document document, String field) {
    return Optional.ofNullable(document.getDate(field)).map(Date::toInstant);
  }
}
