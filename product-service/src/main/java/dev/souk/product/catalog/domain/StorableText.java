package dev.souk.product.catalog.domain;

import dev.souk.kit.error.Errors;

/**
 * A text that every store which it comes to can keep: orders have the names of products, others
 * what is said of them, and PostgreSQL no U+0000.
 */
public final class StorableText {
  static final String RULE = "must not have the character U+0000";

  private StorableText() {}

  static boolean is(String text) {
    return text.indexOf('\0') < 0;
  }

  /** Fails with {@code INVALID_FIELD} when it is none. */
  public static void require(String field, String text) {
    if (!is(text)) {
      throw Errors.invalid(field, RULE);
    }
  }
}
