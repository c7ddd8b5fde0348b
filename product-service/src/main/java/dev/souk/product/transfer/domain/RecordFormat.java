package dev.souk.product.transfer.domain;

import java.util.List;

/** A format of files with products. */
public interface RecordFormat {

  /**
   * Reads a file.
   *
   * @throws dev.souk.kit.error.ApiException {@code FILE_UNREADABLE} for one that cannot be read as
   *     a whole; {@code INVALID_FIELD} for options that do not fit it
   */
  List<Parsed> parse(String text, ImportOptions options);

  /** What the file calls the field with the path. */
  String column(String field, ImportOptions options);

  /** How a file begins. */
  String header();

  /** A product in a file. */
  String write(ProductRecord product);
}
