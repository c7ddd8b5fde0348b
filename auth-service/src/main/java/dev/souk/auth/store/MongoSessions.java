package dev.souk.auth.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static dev.souk.auth.store.SessionDocuments.DEVICE_NAME;
import static dev.souk.auth.store.SessionDocuments.END_TIME;
import static dev.souk.auth.store.SessionDocuments.ID;
import static dev.souk.auth.store.SessionDocuments.IP_ADDRESS;
import static dev.souk.auth.store.SessionDocuments.PREDECESSOR_HASH;
import static dev.souk.auth.store.SessionDocuments.PURGE_TIME;
import static dev.souk.auth.store.SessionDocuments.REFRESH_HASH;
import static dev.souk.auth.store.SessionDocuments.REFRESH_TIME;
import static dev.souk.auth.store.SessionDocuments.REFRESH_TOKEN_END;
import static dev.souk.auth.store.SessionDocuments.SUCCESSION_END;
import static dev.souk.auth.store.SessionDocuments.SUCCESSOR;
import static dev.souk.auth.store.SessionDocuments.USER_AGENT;
import static dev.souk.auth.store.SessionDocuments.USER_ID;
import static dev.souk.kit.mongo.MongoCalls.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.souk.auth.domain.Session;
import dev.souk.auth.domain.Sessions;
import dev.souk.auth.domain.Succession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/**
 * Sessions in MongoDB, one document each in {@code sessions}; every change is one conditional write
 * of one document.
 */
public final class MongoSessions implements Sessions {
  /** Enough to know the devices that somebody uses. */
  private static final int LATEST = 200;

  private final MongoCollection<Document> sessions;

  /** Sessions of the database. */
  public MongoSessions(MongoDatabase database) {
    this.sessions = database.getCollection("sessions");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    sessions.createIndex(Indexes.compoundIndex(Indexes.ascending(USER_ID), Indexes.descending(ID)));
    sessions.createIndex(Indexes.ascending(END_TIME), new IndexOptions().sparse(true));
    sessions.createIndex(Indexes.ascending(SUCCESSION_END), new IndexOptions().sparse(true));
    sessions.createIndex(
        Indexes.ascending(PURGE_TIME), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }

  @Override
  public void add(Session session) {
    Document document = SessionDocuments.of(session);
    reaching(() -> sessions.insertOne(document));
  }

  @Override
  public void remove(String sessionId) {
    reaching(() -> sessions.deleteOne(eq(ID, sessionId)));
  }

  @Override
  public Optional<Session> byId(String sessionId) {
    return reaching(() -> Optional.ofNullable(sessions.find(eq(ID, sessionId)).first()))
        .map(SessionDocuments::session);
  }

  @Override
  public boolean refresh(Session before, Session after) {
    Succession succession = after.succession().orElseThrow();
    Bson unspent =
        and(eq(ID, before.id()), eq(REFRESH_HASH, before.refreshHash()), exists(END_TIME, false));
    Bson spent =
        combine(
            set(REFRESH_HASH, after.refreshHash()),
            set(PREDECESSOR_HASH, succession.predecessorHash()),
            set(SUCCESSOR, new Binary(succession.successor().bytes())),
            set(SUCCESSION_END, Date.from(succession.end())),
            set(REFRESH_TIME, Date.from(after.refreshTime())),
            set(REFRESH_TOKEN_END, Date.from(after.refreshTokenEnd())),
            set(IP_ADDRESS, after.lastSeenFrom().ipAddress()),
            set(USER_AGENT, after.lastSeenFrom().userAgent()),
            set(PURGE_TIME, SessionDocuments.purgeTime(after.refreshTokenEnd())));
    return reaching(() -> sessions.updateOne(unspent, spent)).getMatchedCount() == 1;
  }

  @Override
  public void end(String sessionId, Instant now) {
    Bson living = and(eq(ID, sessionId), exists(END_TIME, false));
    reaching(() -> sessions.updateOne(living, asEnded(now)));
  }

  @Override
  public int endAllOf(String userId, Optional<String> except, Instant now) {
    Bson living = and(eq(USER_ID, userId), exists(END_TIME, false));
    Bson ending = except.map(kept -> and(living, ne(ID, kept))).orElse(living);
    return (int) reaching(() -> sessions.updateMany(ending, asEnded(now))).getModifiedCount();
  }

  @Override
  public List<Session> activeOf(String userId, Optional<String> after, int limit, Instant now) {
    return page(
        and(eq(USER_ID, userId), exists(END_TIME, false), gt(REFRESH_TOKEN_END, Date.from(now))),
        after,
        limit);
  }

  @Override
  public List<Session> allOf(String userId, Optional<String> after, int limit) {
    return page(eq(USER_ID, userId), after, limit);
  }

  /** Ids of later sessions sort after earlier ones. */
  private List<Session> page(Bson filter, Optional<String> after, int limit) {
    Bson wanted = after.map(last -> and(filter, lt(ID, last))).orElse(filter);
    return reaching(() ->
        sessions
            .find(wanted)
            .sort(Sorts.descending(ID))
            .limit(limit)
            .map(SessionDocuments::session)
            .into(new ArrayList<>()));
  }

  @Override
  public List<String> userAgentsOf(String userId, String except) {
    return reaching(() ->
        sessions
            .find(and(eq(USER_ID, userId), ne(ID, except)))
            .projection(Projections.include(USER_AGENT))
            .sort(Sorts.descending(ID))
            .limit(LATEST)
            .map(found -> found.get(USER_AGENT, ""))
            .into(new ArrayList<>()));
  }

  @Override
  public void forgetDevices(String userId) {
    Bson nothing = combine(set(DEVICE_NAME, ""), set(IP_ADDRESS, ""), set(USER_AGENT, ""));
    reaching(() -> sessions.updateMany(eq(USER_ID, userId), nothing));
  }

  @Override
  public List<Session> endedOf(String userId, Instant since) {
    return all(and(eq(USER_ID, userId), gte(END_TIME, Date.from(since))));
  }

  @Override
  public List<Session> ended(Instant since) {
    return all(gte(END_TIME, Date.from(since)));
  }

  @Override
  public void forgetSuccessions(Instant now) {
    Bson forgotten = combine(unset(PREDECESSOR_HASH), unset(SUCCESSOR), unset(SUCCESSION_END));
    reaching(() -> sessions.updateMany(lt(SUCCESSION_END, Date.from(now)), forgotten));
  }

  @Override
  public void purge(Instant now) {
    reaching(() -> sessions.deleteMany(lt(PURGE_TIME, Date.from(now))));
  }

  private static Bson asEnded(Instant now) {
    return combine(set(END_TIME, Date.from(now)), set(PURGE_TIME, SessionDocuments.purgeTime(now)));
  }

  private List<Session> all(Bson filter) {
    return reaching(
        () -> sessions.find(filter).map(SessionDocuments::session).into(new ArrayList<>()));
  }
}
