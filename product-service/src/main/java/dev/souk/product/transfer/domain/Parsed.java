package dev.souk.product.transfer.domain;

import java.util.List;

/** Some rows of a file that are one product, or would be. */
public sealed interface Parsed {

  /**
   * Rows that say something of a product.
   *
   * @param record what they say
   * @param lines where each of them begins
   */
  record Rows(ProductRecord record, List<Long> lines) implements Parsed {}

  /**
   * Rows that cannot be read.
   *
   * @param errors one for each of them
   */
  record Refused(List<RowError> errors) implements Parsed {}

  /** How many rows they are. */
  default int count() {
    return switch (this) {
      case Rows rows -> rows.lines().size();
      case Refused refused -> refused.errors().size();
    };
  }
}
