package dev.souk.kit.address;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What addresses look like in the countries of {@code country-formats.txt}. */
final class CountryFormats {
  private final Map<String, Format> formats;

  private CountryFormats(Map<String, Format> formats) {
    this.formats = formats;
  }

  /**
   * Addresses of a country.
   *
   * @param postalCodeRequired whether they need a postal code
   * @param regionRequired whether they need a state, province or prefecture
   * @param postalCode what a postal code looks like
   */
  record Format(boolean postalCodeRequired, boolean regionRequired, Pattern postalCode) {
    boolean takesPostalCode(String code) {
      return postalCode.matcher(code).matches();
    }
  }

  /** The table that comes with the rules. */
  static CountryFormats standard() {
    try (InputStream table = CountryFormats.class.getResourceAsStream("country-formats.txt")) {
      if (table == null) {
        throw new IllegalStateException("country-formats.txt is not on the classpath");
      }
      return new CountryFormats(
          new String(table.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(" ", 3))
              .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> format(row[1], row[2]))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the formats of addresses", e);
    }
  }

  private static Format format(String required, String postalCode) {
    return new Format(required.contains("Z"), required.contains("S"), Pattern.compile(postalCode));
  }

  /** How addresses look there; nothing when the table does not say. */
  Optional<Format> of(String countryCode) {
    return Optional.ofNullable(formats.get(countryCode));
  }
}
