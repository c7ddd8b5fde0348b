package dev.souk.cart.domain;

/**
 * How much a cart may hold.
 *
 * @param lines lines of a cart
 * @param quantity units of a line
 * @param saved lines that are saved for later
 */
public record CartLimits(int lines, int quantity, int saved) {
  /** So many SKUs at most does the catalog tell of in one answer. */
  public static final int MAX_SKUS = 200;

  /** Checks them. */
  public CartLimits {
    if (lines + saved > MAX_SKUS) {
      throw new IllegalArgumentException(
          "a cart can have at most " + MAX_SKUS + " lines with those saved for later");
    }
  }
}
