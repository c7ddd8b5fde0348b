package dev.souk.product.search.domain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to look for. Of several values of one kind one is enough, filters of different kinds must
 * all hold.
 *
 * @param text words; all products where there are none
 * @param filters which products
 * @param sort their order
 * @param facets what to count
 * @param size how many at most
 * @param after where the page before ended
 */
public record SearchQuery(
    String text,
    Filters filters,
    SearchSort sort,
    List<FacetName> facets,
    int size,
    Optional<SearchPosition> after) {

  /**
   * Which products.
   *
   * @param categoryId in this category or below it; any where empty
   * @param minPrice at least so many minor units
   * @param maxPrice at most so many minor units
   * @param currency priced in it; any where empty
   * @param tags with one of these, lower case; any where empty
   * @param brands of one of these, lower case; any where empty
   * @param attributes with one of the values of each name, lower case
   * @param inStock only what can be ordered
   */
  public record Filters(
      String categoryId,
      OptionalLong minPrice,
      OptionalLong maxPrice,
      String currency,
      List<String> tags,
      List<String> brands,
      Map<String, List<String>> attributes,
      boolean inStock) {

    /** No filter. */
    public static final Filters NONE =
        new Filters(
            "",
            OptionalLong.empty(),
            OptionalLong.empty(),
            "",
            List.of(),
            List.of(),
            Map.of(),
            false);

    /** The same without those by which a facet's values are chosen. */
    public Filters without(FacetName facet) {
      return new Filters(
          facet == FacetName.CATEGORIES ? "" : categoryId,
          facet == FacetName.PRICE ? OptionalLong.empty() : minPrice,
          facet == FacetName.PRICE ? OptionalLong.empty() : maxPrice,
          currency,
          facet == FacetName.TAGS ? List.of() : tags,
          facet == FacetName.BRAND ? List.of() : brands,
          attributes,
          inStock);
    }
  }
}
