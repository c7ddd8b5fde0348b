package dev.souk.order.domain;

import java.util.random.RandomGenerator;

/**
 * Makes the numbers that people read to each other, such as {@code S-7K2M-94QX}: seven random
 * Crockford base32 symbols and a check symbol (Luhn mod 32), which finds any one mistyped symbol
 * and nearly every swap of neighbours. Nobody can guess an order's number from another's.
 */
public final class OrderNumbers {
  private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int RANDOM_SYMBOLS = 7;

  private final RandomGenerator random;

  /** Numbers out of the generator, which should be a secure one. */
  public OrderNumbers(RandomGenerator random) {
    this.random = random;
  }

  /** A new number; one in 34 billion, so that the store must check that it is unique. */
  public String next() {
    StringBuilder symbols = new StringBuilder();
    for (int i = 0; i < RANDOM_SYMBOLS; i++) {
      symbols.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
    }
    symbols.append(SYMBOLS.charAt((32 - luhnSum(symbols, 2) % 32) % 32));
    return "S-" + symbols.substring(0, 4) + '-' + symbols.substring(4);
  }

  /** Whether a number was read and typed right; not whether there is such an order. */
  public static boolean isValid(String number) {
    if (!number.matches("S-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")) {
      return false;
    }
    return luhnSum(number.substring(2).replace("-", ""), 1) % 32 == 0;
  }

  private static int luhnSum(CharSequence symbols, int lastFactor) {
    int sum = 0;
    int factor = lastFactor;
    for (int i = symbols.length() - 1; i >= 0; i--) {
      int product = factor * SYMBOLS.indexOf(symbols.charAt(i));
      sum += product / 32 + product % 32;
      factor = 3 - factor;
    }
    return sum;
  }
}
