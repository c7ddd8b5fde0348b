package dev.souk.product.transfer.format;

import dev.souk.kit.error.CatalogErrors;
import dev.souk.kit.error.Errors;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which column of a file is which.
 *
 * @param places the place in a row of each column that is read
 * @param width how many columns there are
 */
record CsvHeader(Map<CsvColumn, Integer> places, int width) {
  private static final int MOST_COLUMNS = 200;
  private static final int LONGEST_NAME = 100;

  /** Reads the first record of a file, at a line. */
  static CsvHeader of(List<String> names, String mapping, long line) {
    if (names.size() > MOST_COLUMNS) {
      throw CatalogErrors.fileUnreadable(
          line, "", "the header has " + names.size() + " columns of at most " + MOST_COLUMNS);
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.length() > LONGEST_NAME) {
        throw CatalogErrors.fileUnreadable(
            line, name, "a column's name has more than 100 characters");
      }
      if (!seen.add(name)) {
        throw CatalogErrors.fileUnreadable(line, name, "the header has a column twice");
      }
    }
    Map<CsvColumn, Integer> places =
        mapping.isEmpty() ? own(names, line) : mapped(names, mapping, line);
    if (!places.containsKey(CsvColumn.SKU)) {
      throw CatalogErrors.fileUnreadable(line, "sku", "the header has no column of SKUs");
    }
    return new CsvHeader(places, names.size());
  }

  boolean has(CsvColumn column) {
    return places.containsKey(column);
  }

  private static Map<CsvColumn, Integer> own(List<String> names, long line) {
    Map<CsvColumn, Integer> places = new EnumMap<>(CsvColumn.class);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      places.put(
          CsvColumn.titled(name)
              .orElseThrow(() ->
                  CatalogErrors.fileUnreadable(line, name, "the header has an unknown column")),
          i);
    }
    return places;
  }

  private static Map<CsvColumn, Integer> mapped(List<String> names, String mapping, long line) {
    Map<CsvColumn, Integer> places = new EnumMap<>(CsvColumn.class);
    mapping(mapping)
        .forEach((column, name) -> {
          int place = names.indexOf(name);
          if (place < 0) {
            throw CatalogErrors.fileUnreadable(line, name, "the header lacks a column");
          }
          places.put(column, place);
        });
    return places;
  }

  /**
   * The file's names by column.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} for anything but {@code
   *     sku=Code,name=Title}
   */
  static Map<CsvColumn, String> mapping(String text) {
    Map<CsvColumn, String> mapping = new EnumMap<>(CsvColumn.class);
    for (String pair : Cells.split(text, ',')) {
      List<String> parts = Cells.split(pair, '=');
      CsvColumn column =
          CsvColumn.titled(Cells.plain(parts.isEmpty() ? "" : parts.getFirst()).strip())
              .orElseThrow(() ->
                  Errors.invalid(
                      "columns", "must name Souk's columns, such as sku=Code,name=Title"));
      if (parts.size() != 2 || mapping.put(column, Cells.plain(parts.getLast())) != null) {
        throw Errors.invalid("columns", "must have one name for each column");
      }
    }
    return mapping;
  }
}
