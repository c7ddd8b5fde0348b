package dev.souk.product.search.api;

import dev.souk.kit.error.Errors;
import dev.souk.product.search.domain.FacetName;
import dev.souk.product.search.domain.SearchQuery.Filters;
import dev.souk.product.search.domain.SearchSort;
import dev.souk.product.v1.SearchProductsRequest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a request asks for. */
final class SearchMessages {
  private SearchMessages() {}

  /** Without words nothing is more relevant than anything else. */
  static SearchSort sort(SearchProductsRequest request) {
    SearchSort sort =
        request.getSort().isEmpty()
            ? SearchSort.RELEVANCE
            : SearchSort.valueOf(request.getSort().toUpperCase(Locale.ROOT));
    return sort == SearchSort.RELEVANCE && request.getQ().isBlank() ? SearchSort.NEWEST : sort;
  }

  static FacetName facet(String name) {
    return FacetName.valueOf(name.toUpperCase(Locale.ROOT));
  }

  static Filters filters(SearchProductsRequest request) {
    if (request.hasMinPrice()
        && request.hasMaxPrice()
        && request.getMinPrice() > request.getMaxPrice()) {
      throw Errors.invalid("minPrice", "must not be above maxPrice");
    }
    return new Filters(
        request.getCategoryId(),
        request.hasMinPrice() ? OptionalLong.of(request.getMinPrice()) : OptionalLong.empty(),
        request.hasMaxPrice() ? OptionalLong.of(request.getMaxPrice()) : OptionalLong.empty(),
        request.getCurrency(),
        lowerCase(request.getTagsList()),
        lowerCase(request.getBrandsList()),
        attributes(request.getAttributesList()),
        request.getInStock());
  }

  private static List<String> lowerCase(List<String> values) {
    return values.stream().map(SearchMessages::lowerCase).toList();
  }

  private static String lowerCase(String value) {
    return value.toLowerCase(Locale.ROOT);
  }

  private static Map<String, List<String>> attributes(List<String> pairs) {
    return pairs.stream()
        .map(SearchMessages::lowerCase)
        .collect(
            Collectors.groupingBy(
                pair -> pair.substring(0, pair.indexOf(':')),
                Collectors.mapping(
                    pair -> pair.substring(pair.indexOf(':') + 1), Collectors.toList())));
  }

  /** Everything by which a query's order and members differ from another's. */
  static String fingerprint(SearchProductsRequest request, SearchSort sort) {
    SearchProductsRequest query =
        request.toBuilder()
            .clearFacets()
            .clearPageSize()
            .clearPageToken()
            .setSort(sort.name())
            .build();
    return "SearchProducts\n" + Base64.getEncoder().encodeToString(query.toByteArray());
  }
}
