package dev.souk.product.transfer.domain;

/** How products are written in a file. */
public enum FileFormat {
  /** Comma-separated values with a header. */
  CSV,
  /** A JSON object in each line. */
  JSON_LINES
}
