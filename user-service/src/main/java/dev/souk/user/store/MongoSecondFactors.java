package dev.souk.user.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;
import static dev.souk.kit.mongo.MongoCalls.reaching;
import static dev.souk.user.store.UserDocuments.ID;
import static dev.souk.user.store.UserDocuments.TOTP;
import static dev.souk.user.store.UserDocuments.TOTP_ENABLED;
import static dev.souk.user.store.UserDocuments.TOTP_OFFER;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.result.UpdateResult;
import dev.souk.kit.audit.AuditEntry;
import dev.souk.kit.audit.AuditEvents;
import dev.souk.user.domain.User;
import dev.souk.user.domain.totp.SecondFactors;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Second factors in MongoDB, in the documents of their accounts: {@code totp} with the sealed
 * secret, the last step that was used and the hashes of the recovery codes that are left; {@code
 * totpOffer} with a secret that has still to be confirmed.
 */
public final class MongoSecondFactors implements SecondFactors {
  private static final String SECRET = "secret";
  private static final String LAST_STEP = "lastStep";
  private static final String RECOVERY_HASHES = "recoveryHashes";
  private static final String EXPIRE_TIME = "expireTime";
  private static final String OFFERED_SECRET = TOTP_OFFER + "." + SECRET;
  private static final String USED_SECRET = TOTP + "." + SECRET;
  private static final String USED_STEP = TOTP + "." + LAST_STEP;
  private static final String USABLE_CODES = TOTP + "." + RECOVERY_HASHES;

  private final MongoCollection<Document> users;
  private final AuditPushes audit;

  /** Second factors of the accounts in the database. */
  public MongoSecondFactors(MongoDatabase database, AuditEvents auditEvents) {
    this.users = database.getCollection(MongoUsers.COLLECTION);
    this.audit = new AuditPushes(auditEvents);
  }

  @Override
  public void offer(String userId, String sealedSecret, Instant expireTime) {
    Bson without = and(eq(ID, userId), ne(TOTP_ENABLED, true));
    Document offer = new Document(SECRET, sealedSecret).append(EXPIRE_TIME, Date.from(expireTime));
    reaching(() -> users.updateOne(without, set(TOTP_OFFER, offer)));
  }

  @Override
  public Optional<String> offered(String userId, Instant now) {
    Bson live = and(eq(ID, userId), gt(TOTP_OFFER + "." + EXPIRE_TIME, Date.from(now)));
    return first(live).map(user -> user.getEmbedded(List.of(TOTP_OFFER, SECRET), String.class));
  }

  @Override
  public boolean confirm(User next, String sealedSecret, long step, List<String> recoveryHashes) {
    Bson offered = and(UserWrites.predecessor(next), eq(OFFERED_SECRET, sealedSecret));
    Document factor =
        new Document(SECRET, sealedSecret)
            .append(LAST_STEP, step)
            .append(RECOVERY_HASHES, recoveryHashes);
    Bson update =
        combine(
            UserWrites.update(next, new Document(TOTP, factor), TOTP_OFFER),
            audit.pushing(entry("totp.enabled", next)));
    return isMatched(reaching(() -> users.updateOne(offered, update)));
  }

  @Override
  public Optional<SecondFactor> of(String userId) {
    return first(and(eq(ID, userId), eq(TOTP_ENABLED, true)))
        .map(user -> user.get(TOTP, Document.class))
        .map(factor -> new SecondFactor(factor.getString(SECRET), factor.getLong(LAST_STEP)));
  }

  @Override
  public boolean useStep(String userId, String sealedSecret, long step) {
    Bson unused = and(eq(ID, userId), eq(USED_SECRET, sealedSecret), lt(USED_STEP, step));
    return isMatched(reaching(() -> users.updateOne(unused, set(USED_STEP, step))));
  }

  @Override
  public boolean useRecoveryCode(String userId, String hash) {
    Bson unused = and(eq(ID, userId), eq(TOTP_ENABLED, true), eq(USABLE_CODES, hash));
    return isMatched(reaching(() -> users.updateOne(unused, pull(USABLE_CODES, hash))));
  }

  @Override
  public boolean remove(User next) {
    Bson update =
        combine(
            UserWrites.update(next, new Document(), TOTP, TOTP_OFFER),
            audit.pushing(entry("totp.disabled", next)));
    return isMatched(reaching(() -> users.updateOne(UserWrites.predecessor(next), update)));
  }

  private static AuditEntry entry(String action, User user) {
    return AuditEntry.done(action).on("user", user.id()).by(user.id());
  }

  private Optional<Document> first(Bson filter) {
    return reaching(() -> Optional.ofNullable(users.find(filter).first()));
  }

  private static boolean isMatched(UpdateResult result) {
    return result.getMatchedCount() == 1;
  }
}
