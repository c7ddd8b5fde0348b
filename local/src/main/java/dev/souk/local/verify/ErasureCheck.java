package dev.souk.local.verify;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Where the deletion of an account has ended, nothing in the shop tells whose it was; and where one
 * is deleted, something sees to that.
 */
record ErasureCheck(LiveStores stores) implements Check {
  private static final String UNERASED =
      "select order_id, user_id from orders where user_id = any(?) and erase_time is null";

  @Override
  public String name() {
    return "nothing tells whose a deleted account was";
  }

  @Override
  public Set<String> violations() throws SQLException {
    Set<String> violations = new HashSet<>();
    MongoDatabase users = stores.users();
    MongoDatabase sessions = stores.sessions();
    List<String> erased = usersWith(users, "operations", "userId", ended());
    name(violations, usersWith(users, "users", "_id", identified(erased)), "is still identified");
    name(
        violations,
        usersWith(sessions, "sessions", "userId", traced(erased)),
        "still has sessions with devices");
    forgotten()
        .forEach(kept ->
            name(
                violations,
                usersWith(kept.database, kept.collection, kept.idField, in(kept.idField, erased)),
                "still has " + kept.what));
    addOrders(violations, erased);
    Set<String> authors = stores.reviews().authors();
    name(violations, erased.stream().filter(authors::contains).toList(), "still has reviews");
    name(violations, stores.carts().owners(erased), "still has a cart or a wishlist");
    List<String> known = usersWith(users, "operations", "userId", eq("kind", "DELETION"));
    name(
        violations,
        usersWith(users, "users", "_id", and(eq("state", "DELETED"), nin("_id", known))),
        "is deleted, and nobody erases the rest");
    return violations;
  }

  /** Documents of which none is to be left. */
  private record Kept(MongoDatabase database, String collection, String idField, String what) {}

  private List<Kept> forgotten() {
    MongoDatabase users = stores.users();
    MongoDatabase sessions = stores.sessions();
    return List.of(
        new Kept(users, "address_books", "_id", "addresses"),
        new Kept(users, "avatars", "userId", "a picture"),
        new Kept(users, "exportChunks", "userId", "exports"),
        new Kept(sessions, "mailRequests", "userId", "mails"),
        new Kept(sessions, "phoneCodes", "_id", "a code to a phone"),
        new Kept(sessions, "apiKeys", "userId", "API keys"),
        new Kept(sessions, "externalAccounts", "userId", "accounts of other issuers"),
        new Kept(sessions, "loginChallenges", "userId", "a sign-in under way"));
  }

  private static Bson ended() {
    return and(eq("kind", "DELETION"), eq("state", "SUCCEEDED"));
  }

  private static Bson identified(List<String> erased) {
    Bson anonymous =
        and(eq("state", "DELETED"), eq("email", null), eq("name", ""), eq("passwordHash", null));
    return and(in("_id", erased), nor(anonymous));
  }

  private static Bson traced(List<String> erased) {
    Bson traces =
        or(nin("ipAddress", "", null), nin("userAgent", "", null), nin("deviceName", "", null));
    return and(in("userId", erased), traces);
  }

  private static void name(Set<String> violations, List<String> userIds, String what) {
    userIds.forEach(userId -> violations.add("user " + userId + " " + what));
  }

  private static List<String> usersWith(
      MongoDatabase database, String collection, String idField, Bson filter) {
    MongoCollection<Document> documents = database.getCollection(collection);
    return documents.find(filter).map(found -> found.getString(idField)).into(new ArrayList<>());
  }

  private void addOrders(Set<String> violations, List<String> erased) throws SQLException {
    Connection orders = stores.orders();
    try (PreparedStatement query = orders.prepareStatement(UNERASED)) {
      Array ids = orders.createArrayOf("text", erased.toArray());
      query.setArray(1, ids);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          violations.add(
              "order %s still names its buyer %s".formatted(rows.getString(1), rows.getString(2)));
        }
      }
    }
  }
}
