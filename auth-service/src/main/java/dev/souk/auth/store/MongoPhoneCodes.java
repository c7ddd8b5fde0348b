package dev.souk.auth.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static dev.souk.kit.mongo.MongoCalls.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import dev.souk.auth.domain.ErasedUser;
import dev.souk.auth.domain.PersonalData;
import dev.souk.auth.domain.phone.PhoneCode;
import dev.souk.auth.domain.phone.PhoneCodes;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Codes in MongoDB, in {@code phoneCodes}, one document an account, under the account's id. */
public final class MongoPhoneCodes implements PhoneCodes, PersonalData {
  private static final String ID = "_id";
  private static final String PHONE = "phone";
  private static final String REQUEST_ID = "requestId";
  private static final String HASH = "hash";
  private static final String TRIES = "tries";
  private static final String USED_TIME = "usedTime";
  private static final String EXPIRE_TIME = "expireTime";

  private final MongoCollection<Document> codes;

  /** Codes of the database. */
  public MongoPhoneCodes(MongoDatabase database) {
    this.codes = database.getCollection("phoneCodes");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    codes.createIndex(
        Indexes.ascending(EXPIRE_TIME), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
  }

  @Override
  public void issue(PhoneCode code) {
    Document document =
        new Document(ID, code.userId())
            .append(PHONE, code.phone())
            .append(REQUEST_ID, code.requestId())
            .append(HASH, code.hash())
            .append(TRIES, 0)
            .append(EXPIRE_TIME, Date.from(code.expireTime()));
    reaching(
        () -> codes.replaceOne(eq(ID, code.userId()), document, new ReplaceOptions().upsert(true)));
  }

  @Override
  public Optional<PhoneCode> beginTry(String userId, int tries, Instant now) {
    Bson usable =
        and(
            eq(ID, userId),
            lt(TRIES, tries),
            gt(EXPIRE_TIME, Date.from(now)),
            exists(USED_TIME, false));
    return reaching(() -> Optional.ofNullable(codes.findOneAndUpdate(usable, inc(TRIES, 1))))
        .map(MongoPhoneCodes::code);
  }

  private static PhoneCode code(Document document) {
    return new PhoneCode(
        document.getString(ID),
        document.getString(PHONE),
        document.getString(REQUEST_ID),
        document.getString(HASH),
        document.getDate(EXPIRE_TIME).toInstant());
  }

  @Override
  public boolean take(PhoneCode code, Instant now) {
    Bson unused = and(same(code), exists(USED_TIME, false));
    return reaching(() -> codes.updateOne(unused, set(USED_TIME, Date.from(now)))).getMatchedCount()
        == 1;
  }

  @Override
  public void giveBack(PhoneCode code) {
    reaching(() -> codes.updateOne(same(code), unset(USED_TIME)));
  }

  private static Bson same(PhoneCode code) {
    return and(eq(ID, code.userId()), eq(HASH, code.hash()));
  }

  @Override
  public void erase(ErasedUser user) {
    reaching(() -> codes.deleteMany(eq(ID, user.userId())));
  }

  @Override
  public void purge(Instant now) {
    reaching(() -> codes.deleteMany(lt(EXPIRE_TIME, Date.from(now))));
  }
}
