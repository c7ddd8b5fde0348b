package dev.souk.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/**
 * Writes every change to the file before it is answered. By itself the backend does so about once a
 * second, and kill -9 would lose writes that were acknowledged. Committing when nothing changed is
 * free, so reads need not be told apart.
 */
final class DurableMongoBackend extends H2Backend {

  private DurableMongoBackend(MVStore store) {
    super(store);
  }

  static DurableMongoBackend in(Path file) {
    return new DurableMongoBackend(
        new MVStore.Builder().fileName(file.toString()).cacheSize(8).open());
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String databaseName) {
    return new IndexedDatabase(databaseName, getMvStore(), getCursorRegistry());
  }

  @Override
  public Document handleMessage(MongoMessage message) {
    try {
      return super.handleMessage(message);
    } finally {
      commit();
    }
  }

  @Override
  public QueryResult handleQuery(MongoQuery query) {
    try {
      return super.handleQuery(query);
    } finally {
      commit();
    }
  }
}
