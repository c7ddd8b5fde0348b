package dev.souk.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/**
 * A collection that reads only the documents which an index names. By itself the server uses an
 * index for a query that asks for its very fields and nothing more; every other one, such as an
 * update of a document by its id and its version, would read the whole collection under a lock.
 */
final class IndexedCollection extends H2Collection {

  IndexedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> documents,
      MVMap<String, Object> meta,
      CursorRegistry cursors) {
    super(database, name, options, documents, meta, cursors);
  }

  @Override
  protected QueryResult queryDocuments(
      Document query,
      Document orderBy,
      int numberToSkip,
      int limit,
      int batchSize,
      Document fieldSelector) {
    if (orderBy == null || !orderBy.containsKey("$natural")) {
      Map<String, List<Object>> conditions = Conditions.of(query);
      for (Index<Object> index : getIndexes()) {
        Optional<? extends Iterable<Object>> positions = positions(index, conditions);
        if (positions.isPresent()) {
          return matchDocuments(
              query, positions.get(), orderBy, numberToSkip, limit, batchSize, fieldSelector);
        }
      }
    }
    return super.queryDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
  }

  private Optional<? extends Iterable<Object>> positions(
      Index<Object> index, Map<String, List<Object>> conditions) {
    if (index instanceof LookupIndex lookup) {
      return lookup.positions(conditions, this::streamAllDocumentsWithPosition);
    }
    return Conditions.equality(index.getKeys(), conditions)
        .filter(index::canHandle)
        .map(index::getPositions);
  }
}
