package dev.souk.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the documents are that have a value in the first field of an index which is not unique. The
 * server has unique indexes alone. In memory, and made when a query first needs it, so that the
 * start reads no documents. Its callers hold the collection's lock.
 */
final class LookupIndex extends Index<Object> {
  private final String field;
  private final boolean declaredSparse;
  private @Nullable Map<Object, Set<Object>> positions;

  LookupIndex(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, true); // Nobody is to expect every document in it.
    this.field = keys.getFirst().getKey();
    this.declaredSparse = sparse;
  }

  /** The documents that can match, where the index can tell. */
  Optional<Set<Object>> positions(
      Map<String, List<Object>> conditions,
      Supplier<Stream<DocumentWithPosition<Object>>> documents) {
    List<Object> ofField = conditions.getOrDefault(field, List.of());
    Optional<Object> value = Conditions.equalTo(ofField);
    if (value.isPresent()) {
      return Optional.of(
          values(nested(value.get())).stream()
              .flatMap(key -> built(documents).getOrDefault(key, Set.of()).stream())
              .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
    if (declaredSparse && Conditions.needField(ofField)) {
      return Optional.of(
          built(documents).values().stream()
              .flatMap(Collection::stream)
              .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
    return Optional.empty();
  }

  private Map<Object, Set<Object>> built(Supplier<Stream<DocumentWithPosition<Object>>> documents) {
    Map<Object, Set<Object>> existing = positions;
    if (existing != null) {
      return existing;
    }
    Map<Object, Set<Object>> made = new HashMap<>();
    positions = made;
    try (Stream<DocumentWithPosition<Object>> all = documents.get()) {
      all.forEach(each -> put(made, each.getDocument(), each.getPosition()));
    }
    return made;
  }

  /** A document that has the value in the field, whose name may have dots. */
  private Document nested(Object value) {
    Object inner = value;
    String[] path = field.split("\\.", -1);
    for (int i = path.length - 1; i > 0; i--) {
      inner = new Document(path[i], inner);
    }
    return new Document(path[0], inner);
  }

  private Set<Object> values(Document document) {
    return getKeyValues(document).stream()
        .map(key -> key.get(0))
        .filter(Missing::isNeitherNullNorMissing)
        .collect(Collectors.toSet());
  }

  private void put(Map<Object, Set<Object>> into, Document document, Object position) {
    values(document)
        .forEach(value -> into.computeIfAbsent(value, _ -> new LinkedHashSet<>()).add(position));
  }

  private void take(Map<Object, Set<Object>> from, Document document, Object position) {
    values(document)
        .forEach(value ->
            from.computeIfPresent(
                value,
                (_, those) -> {
                  those.remove(position);
                  return those.isEmpty() ? null : those;
                }));
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    if (positions != null) {
      put(positions, document, position);
    }
  }

  /** Answers null: the index of ids knows the position. */
  @Override
  public @Nullable Object remove(Document document) {
    Object id = document.get("_id");
    if (positions != null && id != null) {
      take(positions, document, id);
    }
    return null;
  }

  @Override
  public void updateInPlace(
      Document oldDocument,
      Document newDocument,
      Object position,
      MongoCollection<Object> collection) {
    if (positions != null) {
      take(positions, oldDocument, position);
      put(positions, newDocument, position);
    }
  }

  /** Not empty, or the server would read all documents to fill it. */
  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public long getCount() {
    return positions == null ? 0 : positions.size();
  }

  @Override
  public long getDataSize() {
    return 0;
  }

  @Override
  public @Nullable Object getPosition(Document document) {
    return null;
  }

  @Override
  public boolean canHandle(Document query) {
    return false; // IndexedCollection asks it by positions().
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    // Nothing is refused.
  }

  @Override
  public void checkUpdate(
      Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
    // Nothing is refused.
  }

  @Override
  public void drop() {
    positions = null;
  }
}
