package dev.souk.local.demo;

import java.math.BigDecimal;

/**
 * One row of the sample: a line of an invoice.
 *
 * @param row its number in the file, the header being row 1
 * @param invoice the invoice's number; a leading C marks a cancellation
 * @param stockCode what was sold, as written
 * @param description what that is called on this invoice, may be empty
 * @param quantity units, negative on cancellations
 * @param priceInPence price of one
 */
record RetailLine(
    int row,
    String invoice,
    String stockCode,
    String description,
    int quantity,
    long priceInPence) {

  private static final int COLUMNS = 8;

  static RetailLine parse(int row, String text) {
    var fields = CsvRow.split(text);
    if (fields.size() != COLUMNS) {
      throw new IllegalArgumentException(
          "row %d has %d fields, not %d".formatted(row, fields.size(), COLUMNS));
    }
    return new RetailLine(
        row,
        fields.get(0),
        fields.get(1),
        fields.get(2).strip(),
        Integer.parseInt(fields.get(3)),
        new BigDecimal(fields.get(5)).movePointRight(2).longValueExact());
  }

  boolean isSale() {
    return quantity > 0 && !invoice.startsWith("C");
  }
}
