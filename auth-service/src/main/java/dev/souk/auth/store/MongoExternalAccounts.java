package dev.souk.auth.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static dev.souk.kit.mongo.MongoCalls.inserting;
import static dev.souk.kit.mongo.MongoCalls.reaching;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.souk.auth.domain.ErasedUser;
import dev.souk.auth.domain.PersonalData;
import dev.souk.auth.domain.oauth.ExternalAccounts;
import dev.souk.kit.error.Errors;
import java.util.Optional;
import org.bson.Document;

/**
 * Links in MongoDB, one document each in {@code externalAccounts}. It has either the account or,
 * while that is being made, its first password.
 */
public final class MongoExternalAccounts implements ExternalAccounts, PersonalData {
  private static final String ID = "_id";
  private static final String USER_ID = "userId";
  private static final String PASSWORD = "password";

  private final MongoCollection<Document> links;

  /** Links of the database. */
  public MongoExternalAccounts(MongoDatabase database) {
    this.links = database.getCollection("externalAccounts");
  }

  /** Makes the indexes that are missing. */
  public void prepare() {
    links.createIndex(Indexes.ascending(USER_ID), new IndexOptions().sparse(true));
  }

  @Override
  public Optional<String> find(String issuer, String subject) {
    return reaching(() -> Optional.ofNullable(links.find(eq(ID, id(issuer, subject))).first()))
        .map(link -> link.getString(USER_ID));
  }

  @Override
  public String begin(String issuer, String subject, String password) {
    Document link = new Document(ID, id(issuer, subject)).append(PASSWORD, password);
    if (inserting(() -> links.insertOne(link))) {
      return password;
    }
    return reaching(() -> Optional.ofNullable(links.find(eq(ID, id(issuer, subject))).first()))
        .map(begun -> begun.getString(PASSWORD))
        .orElseThrow(() -> Errors.contention("account")); // linked or abandoned meanwhile
  }

  @Override
  public void link(String issuer, String subject, String userId) {
    reaching(() ->
        links.updateOne(
            eq(ID, id(issuer, subject)), combine(set(USER_ID, userId), unset(PASSWORD))));
  }

  @Override
  public void abandon(String issuer, String subject) {
    reaching(() -> links.deleteOne(and(eq(ID, id(issuer, subject)), exists(USER_ID, false))));
  }

  @Override
  public void erase(ErasedUser user) {
    reaching(() -> links.deleteMany(eq(USER_ID, user.userId())));
  }

  /** No issuer's address has a line break in it. */
  private static String id(String issuer, String subject) {
    return issuer + "\n" + subject;
  }
}
