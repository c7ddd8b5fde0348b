package dev.souk.product.transfer.domain;

/**
 * What became of rows. At the end of an import the last four add up to the first.
 *
 * @param total all rows of the file
 * @param created of products that were created
 * @param updated of products that were changed
 * @param unchanged of products that were as the file has them
 * @param refused that were refused
 */
public record RowCounts(int total, int created, int updated, int unchanged, int refused) {

  /** None of the rows was worked on. */
  public static RowCounts of(int total) {
    return new RowCounts(total, 0, 0, 0, 0);
  }

  /** With more rows of such products. */
  RowCounts plus(ImportOutcome outcome, int rows) {
    return switch (outcome) {
      case CREATED -> new RowCounts(total, created + rows, updated, unchanged, refused);
      case UPDATED -> new RowCounts(total, created, updated + rows, unchanged, refused);
      case UNCHANGED -> new RowCounts(total, created, updated, unchanged + rows, refused);
      case REFUSED -> new RowCounts(total, created, updated, unchanged, refused + rows);
    };
  }
}
