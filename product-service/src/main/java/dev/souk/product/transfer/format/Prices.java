package dev.souk.product.transfer.format;

import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prices as decimal numbers, with the decimals that ISO 4217 gives to a currency. */
final class Prices {
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,15})?");
  private static final BigDecimal MOST_MINOR_UNITS = BigDecimal.valueOf(1_000_000_000_000L);
  private static final Map<String, Currency> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

  private Prices() {}

  /** Whether things are paid in the currency. */
  static boolean isCurrency(String code) {
    return CURRENCIES.containsKey(code);
  }

  /**
   * The amount that a text says.
   *
   * @param field how errors call it
   */
  static Amount read(String field, String text, String currencyCode) {
    Currency currency = CURRENCIES.get(currencyCode);
    if (currency == null) {
      throw Errors.invalid("currencyCode", "must be a currency's ISO 4217 code");
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw Errors.invalid(field, "must be a decimal number from 0 on, such as 19.99");
    }
    BigDecimal minorUnits =
        new BigDecimal(text)
            .movePointRight(currency.getDefaultFractionDigits())
            .stripTrailingZeros();
    if (minorUnits.scale() > 0) {
      throw Errors.invalid(
          field,
          "must have at most "
              + currency.getDefaultFractionDigits()
              + " decimals in "
              + currencyCode);
    }
    if (minorUnits.compareTo(MOST_MINOR_UNITS) > 0) {
      throw Errors.invalid(field, "must be between 0 and 1000000000000 minor units");
    }
    return new Amount(currencyCode, minorUnits.longValueExact());
  }

  /** The amount with all decimals of its currency. */
  static String write(Amount amount) {
    int digits = CURRENCIES.get(amount.currency()).getDefaultFractionDigits();
    return BigDecimal.valueOf(amount.minorUnits(), digits)
        .setScale(digits, RoundingMode.UNNECESSARY)
        .toPlainString();
  }
}
