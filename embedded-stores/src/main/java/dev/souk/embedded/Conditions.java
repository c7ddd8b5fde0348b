package dev.souk.embedded;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a query demands of each field, as far as an index can tell; {@code $and} taken apart. */
final class Conditions {
  private Conditions() {}

  /** All of the conditions hold for each document that matches; there may be more. */
  static Map<String, List<Object>> of(Document query) {
    Map<String, List<Object>> conditions = new HashMap<>();
    collect(query, conditions);
    return conditions;
  }

  private static void collect(Document query, Map<String, List<Object>> conditions) {
    query.forEach((field, condition) -> {
      if (field.equals("$and") && condition instanceof Collection<?> parts) {
        parts.stream()
            .filter(Document.class::isInstance)
            .map(Document.class::cast)
            .forEach(part -> collect(part, conditions));
      } else if (!field.startsWith("$") && condition != null) {
        conditions.computeIfAbsent(field, _ -> new ArrayList<>()).add(condition);
      }
    });
  }

  /** The query for exactly the fields of an index, where each of them must equal one value. */
  static Optional<Document> equality(List<IndexKey> keys, Map<String, List<Object>> conditions) {
    Document equality = new Document();
    for (IndexKey key : keys) {
      Optional<Object> value = equalTo(conditions.getOrDefault(key.getKey(), List.of()));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      equality.put(key.getKey(), value.get());
    }
    return Optional.of(equality);
  }

  /** The one plain value that a field must equal. */
  static Optional<Object> equalTo(List<Object> conditions) {
    return conditions.stream().filter(Conditions::isPlain).findFirst();
  }

  private static boolean isPlain(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  /** Whether a document without the field cannot match. */
  static boolean needField(List<Object> conditions) {
    return conditions.stream()
        .filter(Document.class::isInstance)
        .map(Document.class::cast)
        .anyMatch(condition ->
            List.of("$gt", "$gte", "$lt", "$lte").stream()
                .anyMatch(operator -> condition.get(operator) != null));
  }
}
