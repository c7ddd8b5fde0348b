package dev.souk.user.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import dev.souk.kit.mongo.MongoCalls;
import java.util.Optional;
import org.bson.Document;

/** Documents that are replaced whole, each by its next version alone; the first is version 1. */
final class VersionedDocuments {
  static final String ID = "_id";
  static final String VERSION = "version";

  private final MongoCollection<Document> collection;

  VersionedDocuments(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  Optional<Document> find(String id) {
    return MongoCalls.reaching(() -> Optional.ofNullable(collection.find(eq(ID, id)).first()));
  }

  void remove(String id) {
    MongoCalls.reaching(() -> collection.deleteOne(eq(ID, id)));
  }

  /** False when the stored version is not the one before: somebody was faster. */
  boolean replace(String id, long version, Document contents) {
    Document next = new Document(ID, id).append(VERSION, version);
    next.putAll(contents);
    if (version == 1) {
      return MongoCalls.inserting(() -> {
        var _ = collection.insertOne(next);
      });
    }
    return MongoCalls.reaching(
                () -> collection.replaceOne(and(eq(ID, id), eq(VERSION, version - 1)), next))
            .getMatchedCount()
        == 1;
  }
}
