package dev.souk.auth.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static dev.souk.kit.mongo.MongoCalls.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.souk.auth.domain.ErasedUser;
import dev.souk.auth.domain.OneTimeToken;
import dev.souk.auth.domain.PersonalData;
import dev.souk.auth.domain.totp.LoginChallenge;
import dev.souk.auth.domain.totp.LoginChallenges;
import dev.souk.auth.domain.totp.WantedSession;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Sign-ins that wait for a second factor in MongoDB, in {@code loginChallenges}. */
public final class MongoLoginChallenges implements LoginChallenges, PersonalData {
  private static final String ID = "_id";
  private static final String USER_ID = "userId";
  private static final String ETAG = "etag";
  private static final String DEVICE_NAME = "deviceName";
  private static final String IN_COOKIES = "inCookies";
  private static final String EXPIRE_TIME = "expireTime";

  private final MongoCollection<Document> challenges;

  /** Challenges of the database. */
  public MongoLoginChallenges(MongoDatabase database) {
    this.challenges = database.getCollection("loginChallenges");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    challenges.createIndex(Indexes.ascending(USER_ID));
    challenges.createIndex(
        Indexes.ascending(EXPIRE_TIME), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }

  @Override
  public void add(OneTimeToken token, LoginChallenge challenge) {
    Document document =
        new Document(ID, token.hash())
            .append(USER_ID, challenge.userId())
            .append(ETAG, challenge.etag())
            .append(DEVICE_NAME, challenge.wanted().deviceName())
            .append(IN_COOKIES, challenge.wanted().inCookies())
            .append(EXPIRE_TIME, Date.from(challenge.expireTime()));
    reaching(() -> challenges.insertOne(document));
  }

  @Override
  public Optional<LoginChallenge> find(OneTimeToken token, Instant now) {
    Bson live = and(eq(ID, token.hash()), gt(EXPIRE_TIME, Date.from(now)));
    return reaching(() -> Optional.ofNullable(challenges.find(live).first()))
        .map(MongoLoginChallenges::challenge);
  }

  private static LoginChallenge challenge(Document document) {
    return new LoginChallenge(
        document.getString(USER_ID),
        document.getString(ETAG),
        new WantedSession(document.getString(DEVICE_NAME), document.getBoolean(IN_COOKIES)),
        document.getDate(EXPIRE_TIME).toInstant());
  }

  @Override
  public boolean take(OneTimeToken token) {
    return reaching(() -> challenges.deleteOne(eq(ID, token.hash()))).getDeletedCount() == 1;
  }

  @Override
  public void erase(ErasedUser user) {
    reaching(() -> challenges.deleteMany(eq(USER_ID, user.userId())));
  }

  @Override
  public void purge(Instant now) {
    reaching(() -> challenges.deleteMany(lt(EXPIRE_TIME, Date.from(now))));
  }
}
