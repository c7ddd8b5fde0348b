package dev.souk.product.search.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.souk.product.search.domain.ProductWriter;
import dev.souk.product.search.domain.SearchDocument;
import dev.souk.product.search.text.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Products on their way to one or more indices. OpenSearch drops what is older than what it has, by
 * the product's version. An index that somebody dropped meanwhile is not made again: each is
 * written to by an alias of its own.
 */
final class Bulk implements ProductWriter {
  /** For what events tell of: stock and ratings change under the same version of the product. */
  static final String SAME_OR_LATER = "external_gte";

  /** For what a rebuild has read, as events may have told of something newer meanwhile. */
  static final String LATER = "external";

  private static final int MOST = 500;
  private static final int CONFLICT = 409;
  private static final int GONE = 404;

  private final OpenSearch cluster;
  private final Supplier<Collection<String>> indices;
  private final String versions;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(String productId, long version, ObjectNode document) {}

  /**
   * Writes to indices.
   *
   * @param indices asked for each time that something is sent
   * @param versions which versions replace the one that is there
   */
  Bulk(OpenSearch cluster, Supplier<Collection<String>> indices, String versions) {
    this.cluster = cluster;
    this.indices = indices;
    this.versions = versions;
  }

  @Override
  public void index(SearchDocument product) {
    add(new Waiting(product.productId(), product.version(), document(product)));
  }

  @Override
  public void delete(String productId, long version) {
    ObjectNode gone = OpenSearch.JSON.createObjectNode().put("id", productId).put("found", false);
    add(new Waiting(productId, version, gone));
  }

  private void add(Waiting next) {
    lock.lock();
    try {
      waiting.add(next);
      if (waiting.size() >= MOST) {
        send(false);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends what waits, and lets searches see it. */
  void flush() {
    lock.lock();
    try {
      send(true);
    } finally {
      lock.unlock();
    }
  }

  private void send(boolean seen) {
    if (waiting.isEmpty()) {
      return;
    }
    Collection<String> current = indices.get();
    if (current.isEmpty()) {
      // The first index is yet to be made, and is filled with what the store holds then.
      waiting.clear();
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (String index : current) {
      waiting.forEach(
          next -> lines.append(action(index, next)).append(next.document()).append('\n'));
    }
    JsonNode answer =
        cluster
            .askLines("/_bulk?require_alias=true&refresh=" + seen, lines.toString())
            .orElseThrow(() -> new IllegalStateException("OpenSearch has no bulk requests"));
    for (JsonNode item : answer.path("items")) {
      int status = item.at("/index/status").asInt();
      if (status >= 300 && status != CONFLICT && status != GONE) {
        throw new IllegalStateException("OpenSearch refuses a product: " + item);
      }
    }
    waiting.clear();
  }

  private String action(String index, Waiting next) {
    ObjectNode action = OpenSearch.JSON.createObjectNode();
    action
        .putObject("index")
        .put("_index", Mapping.writeAlias(index))
        .put("_id", next.productId())
        .put("version", next.version())
        .put("version_type", versions);
    return action.toString() + '\n';
  }

  private static ObjectNode document(SearchDocument product) {
    ObjectNode document =
        OpenSearch.JSON
            .createObjectNode()
            .put("id", product.productId())
            .put("found", true)
            .put("name", product.name())
            .put("brand", product.brand())
            .put("description", product.description())
            .put("words", product.name() + ' ' + product.brand())
            .put("start", Words.start(product.name()))
            .put("currency", product.currency())
            .put("price", product.price())
            .put("rating", product.rating())
            .put("created", product.createTime().toEpochMilli())
            .put("inStock", product.inStock());
    if (!product.brand().isEmpty()) {
      document.put("brandKey", Words.folded(product.brand())).put("brandShown", product.brand());
    }
    add(document.putArray("tags"), product.tags().stream());
    add(document.putArray("tag"), product.tags().stream().map(Words::folded));
    add(document.putArray("tagShown"), product.tags().stream());
    add(document.putArray("category"), product.categoryIds().stream());
    add(document.putArray("sku"), product.skus().stream().map(Words::folded));
    add(document.putArray("attributes"), values(product));
    add(
        document.putArray("spelled"),
        Stream.of(
                Stream.of(product.name(), product.brand()),
                product.tags().stream(),
                values(product))
            .flatMap(texts -> texts));
    add(
        document.putArray("attribute"),
        product.attributes().entrySet().stream()
            .flatMap(entry ->
                entry.getValue().stream().map(value -> Words.pair(entry.getKey(), value))));
    return document;
  }

  private static Stream<String> values(SearchDocument product) {
    return product.attributes().values().stream().flatMap(Collection::stream);
  }

  private static void add(ArrayNode array, Stream<String> values) {
    values.forEach(array::add);
  }
}
