package dev.souk.user.store;

import com.mongodb.client.MongoDatabase;
import dev.souk.user.domain.AdminRoster;
import dev.souk.user.domain.AdminRosters;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;

/** The roster of administrators in MongoDB: the one document of {@code admin_roster}. */
public final class MongoAdminRosters implements AdminRosters {
  private static final String ONLY = "admins";
  private static final String STANDINGS = "standings";

  private final VersionedDocuments rosters;

  /** The roster of the database. */
  public MongoAdminRosters(MongoDatabase database) {
    this.rosters = new VersionedDocuments(database.getCollection("admin_roster"));
  }

  @Override
  public AdminRoster current() {
    return rosters
        .find(ONLY)
        .map(found ->
            new AdminRoster(
                standings(found.getList(STANDINGS, Document.class)),
                found.getLong(VersionedDocuments.VERSION)))
        .orElseGet(() -> new AdminRoster(Map.of(), 0));
  }

  @Override
  public boolean replace(AdminRoster next) {
    List<Document> standings =
        next.standings().entrySet().stream()
            .map(entry ->
                new Document("userId", entry.getKey())
                    .append("asOf", entry.getValue().asOf())
                    .append("member", entry.getValue().member()))
            .toList();
    return rosters.replace(ONLY, next.version(), new Document(STANDINGS, standings));
  }

  private static Map<String, AdminRoster.Standing> standings(List<Document> documents) {
    return documents.stream()
        .collect(
            Collectors.toUnmodifiableMap(
                document -> document.getString("userId"),
                document ->
                    new AdminRoster.Standing(
                        document.getLong("asOf"), document.getBoolean("member"))));
  }
}
