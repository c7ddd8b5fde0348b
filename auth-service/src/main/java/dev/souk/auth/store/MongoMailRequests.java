package dev.souk.auth.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.addToSet;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static dev.souk.kit.mongo.MongoCalls.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.souk.auth.domain.ErasedUser;
import dev.souk.auth.domain.MailPurpose;
import dev.souk.auth.domain.MailRequest;
import dev.souk.auth.domain.MailRequests;
import dev.souk.auth.domain.MailedToken;
import dev.souk.auth.domain.OneTimeToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Requests for mails in MongoDB, one document each in {@code mailRequests}, which is the outbox and
 * keeps the hashes of what was mailed. {@code dueTime} is there as long as the mail has to be sent:
 * taking a request moves it, which is both the lease and the wait before the next attempt.
 */
public final class MongoMailRequests implements MailRequests {
  private static final String ID = "_id";
  private static final String PURPOSE = "purpose";
  private static final String EMAIL = "email";
  private static final String EMAIL_KEY = "emailKey";
  private static final String USER_ID = "userId";
  private static final String HASHES = "hashes";
  private static final String CREATE_TIME = "createTime";
  private static final String DUE_TIME = "dueTime";
  private static final String ATTEMPTS = "attempts";
  private static final String SENT_TIME = "sentTime";
  private static final String EXPIRE_TIME = "expireTime";
  private static final String USED_TIME = "usedTime";
  private static final String PURGE_TIME = "purgeTime";

  /** Longer than a mail server may take to accept a mail. */
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);

  private static final int DOUBLINGS = 6;

  /** Until then it counts among the mails to its address, and a mail may still be tried. */
  private static final Duration KEPT = Duration.ofDays(2);

  private final MongoCollection<Document> requests;

  /** Requests of the database. */
  public MongoMailRequests(MongoDatabase database) {
    this.requests = database.getCollection("mailRequests");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    requests.createIndex(Indexes.ascending(DUE_TIME), new IndexOptions().sparse(true));
    requests.createIndex(Indexes.ascending(HASHES), new IndexOptions().sparse(true));
    requests.createIndex(Indexes.ascending(EMAIL_KEY));
    requests.createIndex(Indexes.ascending(USER_ID), new IndexOptions().sparse(true));
    requests.createIndex(
        Indexes.ascending(PURGE_TIME), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }

  @Override
  public void add(String id, MailPurpose purpose, String email, String userId, Instant now) {
    Document request =
        new Document(ID, id)
            .append(PURPOSE, purpose.name())
            .append(EMAIL, email.strip())
            .append(EMAIL_KEY, EmailKey.of(email))
            .append(CREATE_TIME, Date.from(now))
            .append(DUE_TIME, Date.from(now))
            .append(ATTEMPTS, 0)
            .append(PURGE_TIME, Date.from(now.plus(KEPT)));
    if (!userId.isEmpty()) {
      request.append(USER_ID, userId);
    }
    reaching(() -> requests.insertOne(request));
  }

  @Override
  public Optional<MailRequest> takeDue(Instant now) {
    Bson due = lte(DUE_TIME, Date.from(now));
    while (true) {
      Optional<Document> first =
          reaching(() ->
              Optional.ofNullable(requests.find(due).sort(Sorts.ascending(DUE_TIME)).first()));
      if (first.isEmpty()) {
        return Optional.empty();
      }
      Document request = first.get();
      int attempts = request.getInteger(ATTEMPTS);
      Bson untaken = and(eq(ID, request.getString(ID)), eq(ATTEMPTS, attempts), due);
      Bson taken =
          combine(set(ATTEMPTS, attempts + 1), set(DUE_TIME, Date.from(now.plus(wait(attempts)))));
      if (reaching(() -> requests.updateOne(untaken, taken)).getMatchedCount() == 1) {
        return Optional.of(request(request, attempts + 1));
      }
    }
  }

  private static Duration wait(int attempts) {
    return FIRST_WAIT.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
  }

  private static MailRequest request(Document document, int attempts) {
    return new MailRequest(
        document.getString(ID),
        MailPurpose.valueOf(document.getString(PURPOSE)),
        document.getString(EMAIL),
        document.get(USER_ID, ""),
        document.getDate(CREATE_TIME).toInstant(),
        attempts);
  }

  @Override
  public void issue(String id, String userId, OneTimeToken token, Instant expireTime) {
    Bson issued =
        combine(
            addToSet(HASHES, token.hash()),
            set(USER_ID, userId),
            set(EXPIRE_TIME, Date.from(expireTime)),
            set(PURGE_TIME, Date.from(expireTime.plus(KEPT))));
    reaching(() -> requests.updateOne(eq(ID, id), issued));
  }

  @Override
  public void sent(String id, Instant now) {
    Bson sent = combine(unset(DUE_TIME), set(SENT_TIME, Date.from(now)));
    reaching(() -> requests.updateOne(eq(ID, id), sent));
  }

  @Override
  public void remove(String id) {
    reaching(() -> requests.deleteOne(eq(ID, id)));
  }

  @Override
  public int sentSince(MailPurpose purpose, String email, Instant since) {
    Bson sent =
        and(
            eq(EMAIL_KEY, EmailKey.of(email)),
            eq(PURPOSE, purpose.name()),
            gte(SENT_TIME, Date.from(since)));
    return (int) (long) reaching(() -> requests.countDocuments(sent));
  }

  @Override
  public int askedTo(MailPurpose purpose, String address, Instant since) {
    return asked(eq(EMAIL_KEY, EmailKey.of(address)), purpose, since);
  }

  @Override
  public int askedBy(MailPurpose purpose, String userId, Instant since) {
    return asked(eq(USER_ID, userId), purpose, since);
  }

  private int asked(Bson whose, MailPurpose purpose, Instant since) {
    Bson asked = and(whose, eq(PURPOSE, purpose.name()), gte(CREATE_TIME, Date.from(since)));
    return (int) (long) reaching(() -> requests.countDocuments(asked));
  }

  @Override
  public Optional<MailedToken> take(Set<MailPurpose> purposes, OneTimeToken token, Instant now) {
    Bson usable =
        and(
            eq(HASHES, token.hash()),
            in(PURPOSE, purposes.stream().map(MailPurpose::name).toList()),
            gt(EXPIRE_TIME, Date.from(now)),
            exists(USED_TIME, false));
    return reaching(() ->
            Optional.ofNullable(requests.findOneAndUpdate(usable, set(USED_TIME, Date.from(now)))))
        .map(found ->
            new MailedToken(
                found.getString(ID),
                MailPurpose.valueOf(found.getString(PURPOSE)),
                found.getString(USER_ID),
                found.getString(EMAIL)));
  }

  @Override
  public void giveBack(MailedToken token) {
    reaching(() -> requests.updateOne(eq(ID, token.requestId()), unset(USED_TIME)));
  }

  @Override
  public void removeAllOf(MailPurpose purpose, String userId) {
    reaching(() -> requests.deleteMany(and(eq(USER_ID, userId), eq(PURPOSE, purpose.name()))));
  }

  @Override
  public void erase(ErasedUser user) {
    reaching(() -> requests.deleteMany(eq(USER_ID, user.userId())));
    user.email()
        .ifPresent(email -> {
          Bson before = lte(CREATE_TIME, Date.from(user.deleteTime()));
          reaching(() -> requests.deleteMany(and(eq(EMAIL_KEY, EmailKey.of(email)), before)));
        });
  }

  @Override
  public void purge(Instant now) {
    reaching(() -> requests.deleteMany(lt(PURGE_TIME, Date.from(now))));
  }
}
