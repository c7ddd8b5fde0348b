package dev.souk.local.demo;

/** A row that tells nothing about a product, and why. */
record RefusedRow(RetailLine line, String reason) {

  String toCsv() {
    return "%d,%s,%s,\"%s\",%s"
        .formatted(
            line.row(),
            line.invoice(),
            line.stockCode(),
            line.description().replace("\"", "\"\""),
            reason);
  }
}
