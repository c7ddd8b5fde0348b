package dev.souk.product.transfer.format;

import java.util.Map;

/**
 * A record of CSV.
 *
 * @param line the line at which it begins
 * @param cells what the columns have that are read
 */
record CsvRow(long line, Map<CsvColumn, String> cells) {

  /** What it has in a column; empty where the file lacks the column. */
  String cell(CsvColumn column) {
    return cells.getOrDefault(column, "");
  }
}
