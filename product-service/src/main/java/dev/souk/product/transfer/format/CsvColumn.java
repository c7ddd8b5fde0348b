package dev.souk.product.transfer.format;

import java.util.Optional;
import java.util.stream.Stream;

/** The columns of CSV. */
enum CsvColumn {
  HANDLE("handle"),
  SKU("sku"),
  NAME("name"),
  DESCRIPTION("description"),
  BRAND("brand"),
  CATEGORIES("categories"),
  TAGS("tags"),
  ATTRIBUTES("attributes"),
  STATUS("status"),
  FEATURED("featured"),
  OPTIONS("options"),
  PRICE("price"),
  COMPARE_AT_PRICE("compareAtPrice"),
  CURRENCY_CODE("currencyCode");

  private final String title;

  CsvColumn(String title) {
    this.title = title;
  }

  /** Its name in the header. */
  String title() {
    return title;
  }

  /** The column with the name. */
  static Optional<CsvColumn> titled(String title) {
    return Stream.of(values()).filter(column -> column.title.equals(title)).findFirst();
  }
}
