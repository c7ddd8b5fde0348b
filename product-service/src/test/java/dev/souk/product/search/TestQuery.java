package dev.souk.product.search;

import dev.souk.product.search.domain.FacetName;
import dev.souk.product.search.domain.SearchPosition;
import dev.souk.product.search.domain.SearchQuery;
import dev.souk.product.search.domain.SearchQuery.Filters;
import dev.souk.product.search.domain.SearchSort;
import java.util.List;
import java.util.Optional;

/** A query for tests: everything, unless it says otherwise. */
final class TestQuery {
  private String text = "";
  private Filters filters = Filters.NONE;
  private SearchSort sort = SearchSort.RELEVANCE;
  private List<FacetName> facets = List.of();
  private int size = 20;
  private Optional<SearchPosition> after = Optional.empty();

  TestQuery text(String value) {
    text = value;
    return this;
  }

  TestQuery filters(Filters value) {
    filters = value;
    return this;
  }

  TestQuery sort(SearchSort value) {
    sort = value;
    return this;
  }

  TestQuery facets(List<FacetName> value) {
    facets = value;
    return this;
  }

  TestQuery size(int value) {
    size = value;
    return this;
  }

  TestQuery after(Optional<SearchPosition> value) {
    after = value;
    return this;
  }

  SearchQuery query() {
    return new SearchQuery(text, filters, sort, facets, size, after);
  }
}
