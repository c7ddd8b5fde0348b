package dev.souk.product.search.domain;

import dev.souk.kit.error.Errors;
import dev.souk.kit.id.Ids;
import java.math.BigDecimal;
import java.util.List;

/**
 * Where a page ended.
 *
 * @param typos whether words may have typos: the pages of one search agree in that
 * @param value the last product's place in the order, as a number
 * @param productId the last product
 */
public record SearchPosition(boolean typos, String value, String productId) {

  /** As a text, to be read back by {@link #parse}. */
  public String text() {
    return (typos ? "T" : "E") + ' ' + value + ' ' + productId;
  }

  /**
   * Reads one that a client sent.
   *
   * @throws dev.souk.kit.error.ApiException {@code PAGE_TOKEN_INVALID}
   */
  public static SearchPosition parse(String text, SearchSort sort) {
    List<String> parts = List.of(text.split(" ", -1));
    if (parts.size() != 3
        || !List.of("T", "E").contains(parts.get(0))
        || !isNumber(parts.get(1), sort)
        || !Ids.isValid("prd", parts.get(2))) {
      throw Errors.pageTokenInvalid();
    }
    return new SearchPosition(parts.get(0).equals("T"), parts.get(1), parts.get(2));
  }

  private static boolean isNumber(String value, SearchSort sort) {
    try {
      BigDecimal number = new BigDecimal(value);
      return switch (sort) {
        case RELEVANCE -> Float.isFinite(number.floatValue());
        case RATING -> Double.isFinite(number.doubleValue());
        case NEWEST, PRICE_ASC, PRICE_DESC -> Long.parseLong(value) >= 0;
      };
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
