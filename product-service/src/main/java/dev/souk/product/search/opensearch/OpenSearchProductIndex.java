package dev.souk.product.search.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import dev.souk.product.search.domain.FacetCounts;
import dev.souk.product.search.domain.FacetName;
import dev.souk.product.search.domain.ProductIndex;
import dev.souk.product.search.domain.SearchDocument;
import dev.souk.product.search.domain.SearchPage;
import dev.souk.product.search.domain.SearchPosition;
import dev.souk.product.search.domain.SearchQuery;
import dev.souk.product.search.domain.Suggestion;
import dev.souk.product.search.text.Words;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The index in an OpenSearch that all instances share. A generation is an index of its own, and an
 * alias names the one that serves. What changes is written to every generation there is, so that
 * one that an instance is filling misses nothing that another instance is told of.
 */
public final class OpenSearchProductIndex implements ProductIndex {
  private static final int NAMES_READ = 5;

  private final OpenSearch cluster;
  private final String alias;
  private final String generation;
  private final Ids ids;
  private final Bulk changes;

  /**
   * The index in a cluster.
   *
   * @param name what the names of its indices begin with
   */
  public OpenSearchProductIndex(URI address, String name, Clock clock) {
    this.cluster = new OpenSearch(address);
    this.alias = name + "-" + Mapping.DESIGN;
    this.generation = alias + ".";
    this.ids = new Ids(clock);
    this.changes = new Bulk(cluster, this::generations, Bulk.SAME_OR_LATER);
  }

  @Override
  public void index(SearchDocument product) {
    changes.index(product);
  }

  @Override
  public void delete(String productId, long version) {
    changes.delete(productId, version);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void refresh() {
    changes.flush();
  }

  @Override
  public boolean isOutdated() {
    return serving().isEmpty();
  }

  /** Every generation, whoever fills it. */
  private Collection<String> generations() {
    return cluster
        .ask("GET", "/" + generation + "*/_alias")
        .map(OpenSearchProductIndex::names)
        .orElse(List.of());
  }

  private Collection<String> serving() {
    return cluster
        .ask("GET", "/_alias/" + alias)
        .map(OpenSearchProductIndex::names)
        .orElse(List.of());
  }

  private static Collection<String> names(JsonNode byName) {
    List<String> names = new ArrayList<>();
    byName.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Override
  public SearchPage search(SearchQuery query) {
    boolean typos = query.after().map(SearchPosition::typos).orElse(false);
    SearchPage page = page(query, typos);
    if (typos
        || query.text().isBlank()
        || !page.productIds().isEmpty()
        || !hits(answer(Bodies.any(query.text()))).isEmpty()) {
      return page;
    }
    return page(query, true);
  }

  private SearchPage page(SearchQuery query, boolean typos) {
    JsonNode answer = answer(Bodies.search(query, typos));
    List<JsonNode> hits = hits(answer);
    List<JsonNode> page = hits.subList(0, Math.min(query.size(), hits.size()));
    Optional<SearchPosition> next =
        hits.size() > query.size() && !page.isEmpty()
            ? Optional.of(position(page.getLast(), typos))
            : Optional.empty();
    return new SearchPage(
        page.stream().map(hit -> hit.path("_id").asText()).toList(),
        query.facets().stream()
            .map(name -> facet(name, answer.path("aggregations").path(name.name())))
            .toList(),
        next);
  }

  private static SearchPosition position(JsonNode hit, boolean typos) {
    return new SearchPosition(
        typos, hit.path("sort").path(0).asText(), hit.path("sort").path(1).asText());
  }

  private static FacetCounts facet(FacetName name, JsonNode facet) {
    List<FacetCounts.Bucket> buckets = new ArrayList<>();
    for (JsonNode bucket : facet.path("values").path("buckets")) {
      buckets.add(
          new FacetCounts.Bucket(bucket.path("key").asText(), bucket.path("doc_count").asLong()));
    }
    return name == FacetName.PRICE
        ? FacetCounts.prices(buckets)
        : new FacetCounts(name, List.copyOf(buckets));
  }

  @Override
  public List<Suggestion> suggest(String typed, int limit) {
    return Bodies.suggest(typed, limit * NAMES_READ)
        .map(body -> suggestions(hits(answer(body)), limit))
        .orElseGet(List::of);
  }

  private static List<Suggestion> suggestions(List<JsonNode> hits, int limit) {
    List<Suggestion> suggestions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode hit : hits) {
      String name = hit.at("/_source/name").asText();
      if (suggestions.size() < limit && names.add(Words.start(name))) {
        suggestions.add(new Suggestion(name, hit.path("_id").asText()));
      }
    }
    return suggestions;
  }

  private JsonNode answer(ObjectNode body) {
    return cluster
        .ask("POST", "/" + alias + "/_search", body)
        .orElseThrow(() -> Errors.unavailable("search index"));
  }

  private static List<JsonNode> hits(JsonNode answer) {
    List<JsonNode> hits = new ArrayList<>();
    answer.at("/hits/hits").forEach(hits::add);
    return hits;
  }

  /** What other rebuilds have left behind is removed: of two at once one begins again. */
  @Override
  public Rebuild rebuild() {
    Collection<String> serving = serving();
    generations().stream().filter(name -> !serving.contains(name)).forEach(this::drop);
    String name = generation + ids.next("gen");
    require(cluster.ask("PUT", "/" + name, Mapping.create(name)));
    return new Filling(name);
  }

  private void drop(String name) {
    // Nothing when it is gone already, which is as good.
    var _ = cluster.ask("DELETE", "/" + name);
  }

  private static JsonNode require(Optional<JsonNode> answer) {
    return answer.orElseThrow(() -> new IllegalStateException("OpenSearch does not know that"));
  }

  private final class Filling implements Rebuild {
    private final String name;
    private final Bulk filling;
    private boolean open = true;

    private Filling(String name) {
      this.name = name;
      this.filling = new Bulk(cluster, () -> List.of(name), Bulk.LATER);
    }

    @Override
    public void index(SearchDocument product) {
      filling.index(product);
    }

    @Override
    public void delete(String productId, long version) {
      filling.delete(productId, version);
    }

    @Override
    public void complete() {
      filling.flush();
      require(cluster.ask("POST", "/" + name + "/_refresh"));
      Collection<String> before = serving();
      serveInsteadOf(before);
      open = false;
      before.forEach(OpenSearchProductIndex.this::drop);
      // Two that are completed at once serve both: the newer one stays, for whoever looks.
      serving().stream()
          .sorted(Comparator.reverseOrder())
          .skip(1)
          .forEach(OpenSearchProductIndex.this::drop);
    }

    private void serveInsteadOf(Collection<String> before) {
      ObjectNode body = OpenSearch.JSON.createObjectNode();
      ArrayNode actions = body.putArray("actions");
      before.forEach(
          old -> actions.addObject().putObject("remove").put("index", old).put("alias", alias));
      actions.addObject().putObject("add").put("index", name).put("alias", alias);
      require(cluster.ask("POST", "/_aliases", body));
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        drop(name);
      }
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
