package dev.souk.product.search.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.souk.product.search.domain.FacetCounts;
import dev.souk.product.search.domain.FacetName;
import dev.souk.product.search.domain.PriceBand;
import dev.souk.product.search.domain.SearchQuery;
import dev.souk.product.search.domain.SearchQuery.Filters;
import dev.souk.product.search.domain.SearchSort;
import dev.souk.product.search.text.Boosts;
import dev.souk.product.search.text.Words;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Searches as the bodies of OpenSearch's requests: texts are terms there, never query strings. */
final class Bodies {
  private static final int SPELLINGS = 50;

  private Bodies() {}

  /** A page, one more than asked for, and the counts. */
  static ObjectNode search(SearchQuery query, boolean typos) {
    ObjectNode body = body(query.size() + 1);
    ObjectNode bool = bool(body.putObject("query"));
    if (!query.text().isBlank()) {
      text(bool.putArray("must").addObject(), query.text(), typos);
    }
    if (query.facets().isEmpty()) {
      filters(bool.putArray("filter"), query.filters());
    } else {
      filters(bool.putArray("filter"), Filters.NONE);
      filters(bool(body.putObject("post_filter")).putArray("filter"), query.filters());
      ObjectNode counts = body.putObject("aggs");
      query.facets().forEach(name -> count(counts.putObject(name.name()), query.filters(), name));
    }
    sort(body.putArray("sort"), query.sort());
    query
        .after()
        .ifPresent(after ->
            body.putArray("search_after")
                .add(new BigDecimal(after.value()))
                .add(after.productId()));
    return body;
  }

  /** Whether a text finds anything when nothing else is asked for. */
  static ObjectNode any(String text) {
    ObjectNode body = body(1);
    ObjectNode bool = bool(body.putObject("query"));
    text(bool.putArray("must").addObject(), text, false);
    filters(bool.putArray("filter"), Filters.NONE);
    return body;
  }

  /** Names with all words of what was typed, the last of which goes on; nothing without words. */
  static Optional<ObjectNode> suggest(String typed, int size) {
    List<String> words = Words.of(Words.whole(), typed);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode body = body(size);
    body.putArray("_source").add("name");
    ObjectNode bool = bool(body.putObject("query"));
    ArrayNode filter = bool.putArray("filter");
    words.subList(0, words.size() - 1).forEach(word -> term(filter, "words", word));
    filter.addObject().putObject("prefix").put("words", words.getLast());
    bool.putArray("should")
        .addObject()
        .putObject("prefix")
        .putObject("start")
        .put("value", Words.start(typed))
        .put("boost", 10);
    bool.put("minimum_should_match", 0);
    sort(body.putArray("sort"), SearchSort.RELEVANCE);
    return Optional.of(body);
  }

  private static ObjectNode body(int size) {
    return OpenSearch.JSON
        .createObjectNode()
        .put("size", size)
        .put("track_total_hits", false)
        .put("_source", false);
  }

  private static ObjectNode bool(ObjectNode query) {
    return query.putObject("bool");
  }

  private static void text(ObjectNode query, String text, boolean typos) {
    ObjectNode either = bool(query);
    ArrayNode should = either.put("minimum_should_match", 1).putArray("should");
    List<String> stems = Words.of(Words.stems(), text);
    if (!stems.isEmpty()) {
      List<String> spelled = Words.of(Words.spelled(), text);
      ArrayNode all = bool(should.addObject()).putArray("must");
      for (int i = 0; i < stems.size(); i++) {
        word(all.addObject(), stems.get(i), typos ? spelled.get(i) : "");
      }
    }
    should
        .addObject()
        .putObject("term")
        .putObject("sku")
        .put("value", Words.folded(text.strip()))
        .put("boost", Boosts.SKU);
  }

  /** A word as it is meant or, where its spelling is given, as it may be meant. */
  private static void word(ObjectNode query, String stem, String spelled) {
    ObjectNode best = query.putObject("dis_max").put("tie_breaker", Boosts.OTHERS);
    ArrayNode fields = best.putArray("queries");
    Boosts.BY_FIELD.forEach((field, boost) ->
        fields
            .addObject()
            .putObject("term")
            .putObject(field)
            .put("value", stem)
            .put("boost", boost));
    int typos = Words.typos(spelled);
    if (typos > 0) {
      fields
          .addObject()
          .putObject("fuzzy")
          .putObject("spelled")
          .put("value", spelled)
          .put("fuzziness", typos)
          .put("prefix_length", 1)
          .put("max_expansions", SPELLINGS)
          .put("rewrite", "top_terms_boost_" + SPELLINGS);
    }
  }

  private static void filters(ArrayNode filter, Filters filters) {
    filter.addObject().putObject("term").put("found", true);
    if (!filters.categoryId().isEmpty()) {
      term(filter, "category", filters.categoryId());
    }
    if (filters.minPrice().isPresent() || filters.maxPrice().isPresent()) {
      ObjectNode range = filter.addObject().putObject("range").putObject("price");
      filters.minPrice().ifPresent(price -> range.put("gte", price));
      filters.maxPrice().ifPresent(price -> range.put("lte", price));
    }
    if (!filters.currency().isEmpty()) {
      term(filter, "currency", filters.currency());
    }
    anyOf(filter, "tag", filters.tags());
    anyOf(filter, "brandKey", filters.brands());
    filters
        .attributes()
        .forEach((name, values) ->
            anyOf(
                filter,
                "attribute",
                values.stream().map(value -> Words.pair(name, value)).toList()));
    if (filters.inStock()) {
      filter.addObject().putObject("term").put("inStock", true);
    }
  }

  private static void term(ArrayNode filter, String field, String value) {
    filter.addObject().putObject("term").put(field, value);
  }

  private static void anyOf(ArrayNode filter, String field, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode terms = filter.addObject().putObject("terms").putArray(field);
      values.forEach(terms::add);
    }
  }

  private static void count(ObjectNode facet, Filters filters, FacetName name) {
    filters(bool(facet.putObject("filter")).putArray("filter"), filters.without(name));
    ObjectNode values = facet.putObject("aggs").putObject("values");
    if (name == FacetName.PRICE) {
      ArrayNode ranges = values.putObject("range").put("field", "price").putArray("ranges");
      PriceBand.ALL.forEach(band -> {
        ObjectNode range = ranges.addObject().put("key", band.value()).put("from", band.from());
        band.to().ifPresent(to -> range.put("to", to));
      });
    } else {
      ObjectNode terms =
          values.putObject("terms").put("field", field(name)).put("size", FacetCounts.MOST);
      ArrayNode order = terms.putArray("order");
      order.addObject().put("_count", "desc");
      order.addObject().put("_key", "asc");
    }
  }

  private static String field(FacetName name) {
    return switch (name) {
      case CATEGORIES -> "category";
      case TAGS -> "tagShown";
      case BRAND -> "brandShown";
      case PRICE -> "price";
    };
  }

  private static void sort(ArrayNode sort, SearchSort order) {
    switch (order) {
      case RELEVANCE -> sort.addObject().put("_score", "desc");
      case NEWEST -> sort.addObject().put("created", "desc");
      case PRICE_ASC -> sort.addObject().put("price", "asc");
      case PRICE_DESC -> sort.addObject().put("price", "desc");
      case RATING -> sort.addObject().put("rating", "desc");
    }
    sort.addObject().put("id", "asc");
  }
}
