package dev.souk.product.transfer.domain;

/**
 * Why a row was refused.
 *
 * @param line the line at which it begins, from 1
 * @param column the column or field; empty where it is none in particular
 * @param reason why, by the catalogue of errors
 * @param message the same for people
 */
public record RowError(long line, String column, String reason, String message) {
  private static final int LONGEST_COLUMN = 200;
  private static final int LONGEST_MESSAGE = 500;

  /** Cuts what the file has made too long. */
  public RowError {
    column = cut(column, LONGEST_COLUMN);
    message = cut(message, LONGEST_MESSAGE);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }
}
