package dev.souk.order.tables;

import dev.souk.kit.config.ConfigException;
import dev.souk.order.pricing.Percent;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Gathers what is wrong with a file, so that one start names all of it. */
final class Problems {
  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

  private final String file;
  private final List<String> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(String where, String problem) {
    found.add(file + ": " + where + ": " + problem);
  }

  void addUnless(boolean right, String where, String problem) {
    if (!right) {
      add(where, problem);
    }
  }

  void requireCountry(String where, String code) {
    addUnless(COUNTRIES.contains(code), where, "\"" + code + "\" is no ISO 3166-1 alpha-2 code");
  }

  Percent percent(String where, String text) {
    return parsed(where, text, Percent.ZERO, Percent::of, "a percentage such as 14.975");
  }

  /** The value of the text, or the fallback and a problem. */
  <T> T parsed(String where, String text, T fallback, Function<String, T> parse, String expected) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      add(where, "must be " + expected + ", not \"" + text + "\"");
      return fallback;
    }
  }

  ConfigException exception() {
    return new ConfigException(found);
  }

  void check() {
    if (!found.isEmpty()) {
      throw exception();
    }
  }
}
