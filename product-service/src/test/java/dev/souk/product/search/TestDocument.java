package dev.souk.product.search;

import dev.souk.product.search.domain.SearchDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A product for tests, known by a number. */
final class TestDocument {
  private final int number;
  private final Map<String, Set<String>> attributes = new HashMap<>();
  private long version = 1;
  private String name = "Thing";
  private String description = "";
  private String brand = "";
  private List<String> tags = List.of();
  private String sku;
  private Set<String> categories = Set.of();
  private String currency = "GBP";
  private long price = 1999;
  private boolean inStock;
  private double rating;
  private long created;

  TestDocument(int number) {
    this.number = number;
    this.sku = "SKU" + number;
    this.created = number;
  }

  static String idOf(int number) {
    return String.format(Locale.ROOT, "prd_0000000000000000000000%04d", number);
  }

  static int numberOf(String productId) {
    return Integer.parseInt(productId.substring(productId.length() - 4));
  }

  TestDocument version(long value) {
    version = value;
    return this;
  }

  TestDocument name(String value) {
    name = value;
    return this;
  }

  TestDocument description(String value) {
    description = value;
    return this;
  }

  TestDocument brand(String value) {
    brand = value;
    return this;
  }

  TestDocument tags(String... values) {
    tags = List.of(values);
    return this;
  }

  TestDocument attribute(String attribute, String value) {
    attributes.computeIfAbsent(attribute, any -> new HashSet<>()).add(value);
    return this;
  }

  TestDocument sku(String value) {
    sku = value;
    return this;
  }

  TestDocument categories(String... values) {
    categories = Set.of(values);
    return this;
  }

  TestDocument currency(String value) {
    currency = value;
    return this;
  }

  TestDocument price(long value) {
    price = value;
    return this;
  }

  TestDocument inStock() {
    inStock = true;
    return this;
  }

  TestDocument rating(double value) {
    rating = value;
    return this;
  }

  TestDocument created(long value) {
    created = value;
    return this;
  }

  SearchDocument document() {
    return new SearchDocument(
        idOf(number),
        version,
        name,
        description,
        brand,
        tags,
        attributes,
        List.of(sku),
        categories,
        currency,
        price,
        inStock,
        rating,
        Instant.ofEpochSecond(created));
  }
}
