package dev.souk.product.search;

import dev.souk.product.search.domain.SearchQuery.Filters;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Filters for tests: none, unless it says otherwise. */
final class TestFilters {
  private String category = "";
  private OptionalLong min = OptionalLong.empty();
  private OptionalLong max = OptionalLong.empty();
  private String currency = "";
  private List<String> tags = List.of();
  private List<String> brands = List.of();
  private Map<String, List<String>> attributes = Map.of();
  private boolean inStock;

  TestFilters category(String value) {
    category = value;
    return this;
  }

  TestFilters price(long from, long to) {
    min = OptionalLong.of(from);
    max = OptionalLong.of(to);
    return this;
  }

  TestFilters from(long value) {
    min = OptionalLong.of(value);
    return this;
  }

  TestFilters currency(String value) {
    currency = value;
    return this;
  }

  TestFilters tags(String... values) {
    tags = List.of(values);
    return this;
  }

  TestFilters brands(String... values) {
    brands = List.of(values);
    return this;
  }

  TestFilters attributes(Map<String, List<String>> values) {
    attributes = values;
    return this;
  }

  TestFilters inStock() {
    inStock = true;
    return this;
  }

  Filters get() {
    return new Filters(category, min, max, currency, tags, brands, attributes, inStock);
  }
}
