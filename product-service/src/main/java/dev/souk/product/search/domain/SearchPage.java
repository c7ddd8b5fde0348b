package dev.souk.product.search.domain;

import java.util.List;
import java.util.Optional;

/**
 * A page of what was found.
 *
 * @param productIds the products, in order
 * @param facets the counts that were asked for, in that order
 * @param next where it ended, when there is more
 */
public record SearchPage(
    List<String> productIds, List<FacetCounts> facets, Optional<SearchPosition> next) {

  /** Nothing was found. */
  public static SearchPage empty(List<FacetName> facets) {
    return new SearchPage(
        List.of(),
        facets.stream().map(name -> new FacetCounts(name, List.of())).toList(),
        Optional.empty());
  }
}
