package dev.souk.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.souk.auth.AuthServer;
import dev.souk.embedded.EmbeddedMongo;
import dev.souk.kit.mongo.MongoConnection;
import dev.souk.user.UserServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 129: a job makes the indexes of the services on MongoDB; to repeat it changes nothing. */
class IndexJobTest {
  @TempDir Path folder;

  @Test
  void migrate_makes_all_indexes_once() {
    try (EmbeddedMongo mongo = EmbeddedMongo.start(folder, 0)) {
      makesIndexes(mongo.settings("souk_user"), UserServer::migrate, "users ");
      makesIndexes(mongo.settings("souk_auth"), AuthServer::migrate, "sessions ");
    }
  }

  private static void makesIndexes(
      Map<String, String> settings, Consumer<Map<String, String>> migrate, String oneOfThem) {
    migrate.accept(settings);
    List<String> made = indexes(settings);
    migrate.accept(settings);

    assertThat(indexes(settings)).isEqualTo(made).hasSizeGreaterThan(8);
    assertThat(made).anyMatch(index -> index.startsWith(oneOfThem));
  }

  private static List<String> indexes(Map<String, String> settings) {
    String uri = Objects.requireNonNull(settings.get("SOUK_MONGODB_URI"));
    try (MongoConnection mongo = MongoConnection.open(uri)) {
      List<String> indexes = new ArrayList<>();
      for (String collection : mongo.database().listCollectionNames()) {
        mongo
            .database()
            .getCollection(collection)
            .listIndexes()
            .forEach(index -> indexes.add(collection + " " + index.getString("name")));
      }
      indexes.sort(null);
      return indexes;
    }
  }
}
