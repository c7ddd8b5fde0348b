package dev.souk.embedded;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.IndexKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoIndexTest {
  @TempDir Path folder;

  @Test
  void a_collection_answers_the_same_with_indexes_and_without() {
    Random random = new Random(7);
    try (EmbeddedMongo server = EmbeddedMongo.start(folder, 0);
        MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + server.port())) {
      MongoCollection<Document> plain = client.getDatabase("db").getCollection("plain");
      MongoCollection<Document> indexed = client.getDatabase("db").getCollection("indexed");
      addIndexes(indexed);
      for (int i = 0; i < 1_000; i++) {
        Bson filter = filter(random);
        switch (random.nextInt(5)) {
          case 0, 1 -> {
            Document document = document("d" + i, random);
            plain.insertOne(document);
            indexed.insertOne(document);
          }
          case 2 -> {
            Bson update = update(random);
            assertThat(indexed.updateMany(filter, update).getModifiedCount())
                .isEqualTo(plain.updateMany(filter, update).getModifiedCount());
          }
          case 3 -> {
            if (random.nextInt(4) == 0) {
              assertThat(indexed.deleteMany(filter).getDeletedCount())
                  .isEqualTo(plain.deleteMany(filter).getDeletedCount());
            }
          }
          default -> assertThat(found(indexed, filter)).isEqualTo(found(plain, filter));
        }
      }
      assertThat(found(indexed, new Document()))
          .isEqualTo(found(plain, new Document()))
          .isNotEmpty();
    }
  }

  @Test
  void indexes_are_there_again_after_a_restart() {
    for (int run = 0; run < 2; run++) {
      try (EmbeddedMongo server = EmbeddedMongo.start(folder, 0);
          MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + server.port())) {
        MongoCollection<Document> indexed = client.getDatabase("db").getCollection("indexed");
        addIndexes(indexed);
        indexed.insertOne(new Document("_id", "run " + run).append("user", "ada"));
        assertThat(found(indexed, eq("user", "ada"))).hasSize(run + 1);
      }
    }
  }

  @Test
  void an_index_names_no_document_that_cannot_match() {
    LookupIndex byUser =
        new LookupIndex(
            "byUser", List.of(new IndexKey("user", true), new IndexKey("n", true)), false);
    LookupIndex waiting =
        new LookupIndex("waiting", List.of(new IndexKey("outbox.id", true)), true);
    AtomicInteger scans = new AtomicInteger();

    assertThat(byUser.positions(conditions("user", "ada"), () -> all(scans)))
        .hasValueSatisfying(found -> assertThat(found).containsExactly(1));
    assertThat(byUser.positions(conditions("n", 3), () -> all(scans))).isEmpty();
    assertThat(waiting.positions(conditions("outbox.id", greater("")), () -> all(scans)))
        .hasValueSatisfying(found -> assertThat(found).containsExactly(2));
    assertThat(byUser.positions(conditions("user", "bob"), () -> all(scans)))
        .hasValueSatisfying(found -> assertThat(found).containsExactly(2));
    assertThat(scans).as("each index reads the documents once").hasValue(2);
  }

  private static Map<String, List<Object>> conditions(String field, Object condition) {
    de.bwaldvogel.mongo.bson.Document version = new de.bwaldvogel.mongo.bson.Document("version", 1);
    return Conditions.of(
        new de.bwaldvogel.mongo.bson.Document(
            "$and", List.of(new de.bwaldvogel.mongo.bson.Document(field, condition), version)));
  }

  private static de.bwaldvogel.mongo.bson.Document greater(String value) {
    return new de.bwaldvogel.mongo.bson.Document("$gt", value);
  }

  private static Stream<DocumentWithPosition<Object>> all(AtomicInteger scans) {
    scans.incrementAndGet();
    return Stream.of(
        new DocumentWithPosition<>(new de.bwaldvogel.mongo.bson.Document("user", "ada"), 1),
        new DocumentWithPosition<>(
            new de.bwaldvogel.mongo.bson.Document("user", "bob")
                .append("outbox", List.of(new de.bwaldvogel.mongo.bson.Document("id", "e1"))),
            2));
  }

  private static void addIndexes(MongoCollection<Document> collection) {
    collection.createIndex(
        Indexes.compoundIndex(Indexes.ascending("user"), Indexes.descending("_id")));
    collection.createIndex(Indexes.ascending("ended"), new IndexOptions().sparse(true));
    collection.createIndex(Indexes.ascending("outbox.id"), new IndexOptions().sparse(true));
    collection.createIndex(Indexes.ascending("tags"));
  }

  private static Document document(String id, Random random) {
    Document document = new Document("_id", id).append("version", random.nextInt(3));
    if (random.nextBoolean()) {
      document.append("user", "u" + random.nextInt(4));
    }
    if (random.nextInt(3) == 0) {
      document.append("ended", random.nextInt(10));
    }
    List<Document> outbox = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      outbox.add(new Document("id", "e" + random.nextInt(20)));
    }
    document.append("outbox", outbox);
    document.append("tags", List.of("t" + random.nextInt(3), "t" + random.nextInt(3)));
    return document;
  }

  private static Bson filter(Random random) {
    String user = "u" + random.nextInt(5);
    String id = "d" + random.nextInt(1_000);
    int version = random.nextInt(3);
    return switch (random.nextInt(12)) {
      case 0 -> eq("_id", id);
      case 1 -> and(eq("_id", id), eq("version", version));
      case 2 -> and(eq("user", user), exists("ended", false));
      case 3 -> and(and(eq("user", user), eq("version", version)), ne("_id", id));
      case 4 -> gt("outbox.id", "");
      case 5 -> lt("ended", random.nextInt(10));
      case 6 -> or(eq("user", user), eq("_id", id));
      case 7 -> and(eq("tags", "t1"), eq("outbox.id", "e" + random.nextInt(20)));
      case 8 -> eq("user", null);
      case 9 -> and(in("user", user, "u0"), gt("ended", 4.5));
      case 10 -> and(eq("ended", 3L), eq("version", (double) version));
      default -> and(eq("user", user), eq("user", "u1"));
    };
  }

  private static Bson update(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Updates.set("user", "u" + random.nextInt(4));
      case 1 -> Updates.unset("user");
      case 2 -> Updates.push("outbox", new Document("id", "e" + random.nextInt(20)));
      case 3 -> Updates.set("outbox", List.of());
      default -> Updates.inc("ended", 1);
    };
  }

  private static List<Document> found(MongoCollection<Document> collection, Bson filter) {
    return collection.find(filter).sort(Sorts.ascending("_id")).into(new ArrayList<>());
  }
}
