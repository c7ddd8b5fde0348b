package dev.souk.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.List;
import org.h2.mvstore.MVStore;

/** A database whose indexes serve queries as one expects of them. */
final class IndexedDatabase extends H2Database {
  private final MVStore store;

  IndexedDatabase(String name, MVStore store, CursorRegistry cursors) {
    this.store = store; // The constructor of the database opens its collections.
    super(name, store, cursors);
  }

  @Override
  protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
    String fullName = getDatabaseName() + "." + name;
    return new IndexedCollection(
        this,
        name,
        options,
        store.openMap("databases." + fullName),
        store.openMap("meta." + fullName),
        cursorRegistry);
  }

  @Override
  protected Index<Object> openOrCreateSecondaryIndex(
      String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
    return new LookupIndex(indexName, keys, sparse);
  }
}
