package dev.souk.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestMongoTest {
  @TempDir Path folder;

  @Test
  void a_named_server_gives_each_its_own_databases_and_keeps_none() {
    try (EmbeddedMongo server = EmbeddedMongo.start(folder, 0)) {
      String address = "mongodb://127.0.0.1:" + server.port();
      Map<String, String> env = Map.of("SOUK_TEST_MONGODB_URI", address);
      try (MongoClient client = MongoClients.create(address)) {
        try (TestMongo one = TestMongo.start(folder, env);
            TestMongo other = TestMongo.start(folder, env)) {
          assertThat(one.uri("users")).startsWith(address + "/").isNotEqualTo(other.uri("users"));
          write(one.uri("users"));
          write(other.uri("users"));
          assertThat(client.listDatabaseNames().into(new ArrayList<>()))
              .filteredOn(name -> name.endsWith("_users"))
              .hasSize(2);
        }
        assertThat(client.listDatabaseNames().into(new ArrayList<>()))
            .noneMatch(name -> name.endsWith("_users"));
      }
    }
  }

  @Test
  void without_one_it_runs_in_the_folder() {
    try (TestMongo mongo = TestMongo.start(folder, Map.of())) {
      assertThat(mongo.settings("users"))
          .containsExactly(Map.entry("SOUK_MONGODB_URI", mongo.uri("users")));
      write(mongo.uri("users"));
    }
    assertThat(folder.resolve("mongo.mv")).exists();
  }

  @Test
  void an_address_keeps_its_server_user_and_options() {
    assertThat(TestMongo.inDatabase("mongodb://a:1,b:2/x?replicaSet=rs", "db"))
        .isEqualTo("mongodb://a:1,b:2/db?replicaSet=rs");
    assertThat(TestMongo.inDatabase("mongodb://ada:pw@a:1", "db"))
        .isEqualTo("mongodb://ada:pw@a:1/db?authSource=admin");
    assertThat(TestMongo.inDatabase("mongodb+srv://ada:pw@a/?authSource=x&tls=true", "db"))
        .isEqualTo("mongodb+srv://ada:pw@a/db?authSource=x&tls=true");
    assertThatThrownBy(() -> TestMongo.inDatabase("http://a", "db"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void write(String uri) {
    String database = uri.substring(uri.lastIndexOf('/') + 1);
    try (MongoClient client = MongoClients.create(uri)) {
      var _ = client.getDatabase(database).getCollection("kept").insertOne(new Document("a", 1));
    }
  }
}
