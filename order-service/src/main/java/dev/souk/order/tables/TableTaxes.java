package dev.souk.order.tables;

import dev.souk.kit.error.Errors;
import dev.souk.order.pricing.Percent;
import dev.souk.order.pricing.Place;
import dev.souk.order.pricing.TaxRate;
import dev.souk.order.pricing.Taxation;
import dev.souk.order.pricing.Taxes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Taxes by country, region and tax class. A class that a country does not list is standard. */
final class TableTaxes implements Taxes {
  private static final String STANDARD = "standard";
  private static final String SHIPPING = "shipping";

  private final Map<String, Country> countries;
  private final Country elsewhere;
  private final Map<String, String> classes;

  private TableTaxes(
      Map<String, Country> countries, Country elsewhere, Map<String, String> classes) {
    this.countries = Map.copyOf(countries);
    this.elsewhere = elsewhere;
    this.classes = Map.copyOf(classes);
  }

  /** A country; regions by code and by name, in capitals. */
  private record Country(
      boolean included, Map<String, TaxRate> rates, Map<String, Map<String, TaxRate>> regions) {}

  static TableTaxes of(TableFile.Tax file, Problems problems) {
    Map<String, Country> countries = new HashMap<>();
    file.countries()
        .forEach((code, country) -> {
          String where = "tax.countries." + code;
          problems.requireCountry(where, code);
          countries.put(code, country(where, country, problems));
        });
    return new TableTaxes(
        countries, country("tax.elsewhere", file.elsewhere(), problems), file.products());
  }

  private static Country country(String where, TableFile.Country file, Problems problems) {
    Map<String, Map<String, TaxRate>> regions = new HashMap<>();
    file.regions()
        .forEach((code, region) -> {
          String path = where + ".regions." + code;
          Map<String, TaxRate> rates = rates(path, file.name(), region.rates(), problems);
          boolean codeIsNew = regions.put(folded(code), rates) == null;
          boolean nameIsNew = regions.put(folded(region.name()), rates) == null;
          problems.addUnless(
              codeIsNew && nameIsNew, path, "its code or its name is another region's too");
        });
    return new Country(
        file.included(), rates(where, file.name(), file.rates(), problems), Map.copyOf(regions));
  }

  private static Map<String, TaxRate> rates(
      String where, String name, Map<String, String> file, Problems problems) {
    problems.addUnless(file.containsKey(STANDARD), where + ".rates", "standard is missing");
    Map<String, TaxRate> rates = new LinkedHashMap<>();
    file.forEach((taxClass, percent) ->
        rates.put(
            taxClass, new TaxRate(name, problems.percent(where + ".rates." + taxClass, percent))));
    rates.putIfAbsent(STANDARD, new TaxRate(name, Percent.ZERO));
    return Map.copyOf(rates);
  }

  private static String folded(String region) {
    return region.strip().toUpperCase(Locale.ROOT);
  }

  @Override
  public Taxation at(Place place) {
    Country country = countries.getOrDefault(place.countryCode(), elsewhere);
    if (country.regions().isEmpty()) {
      return new ByClass(country.included(), country.rates());
    }
    Map<String, TaxRate> rates = country.regions().get(folded(place.region()));
    if (rates == null) {
      throw Errors.invalid(
          "shippingAddress.region", "must be a region of " + place.countryCode() + ", by its code");
    }
    return new ByClass(country.included(), rates);
  }

  /** The taxes of one place. */
  private final class ByClass implements Taxation {
    private final boolean included;
    private final Map<String, TaxRate> rates;

    ByClass(boolean included, Map<String, TaxRate> rates) {
      this.included = included;
      this.rates = rates;
    }

    @Override
    public boolean included() {
      return included;
    }

    @Override
    public TaxRate of(String productId) {
      return rate(classes.getOrDefault(productId, STANDARD));
    }

    @Override
    public TaxRate ofShipping() {
      return rate(SHIPPING);
    }

    private TaxRate rate(String taxClass) {
      TaxRate standard = rates.getOrDefault(STANDARD, TaxRate.NONE);
      return rates.getOrDefault(taxClass, standard);
    }
  }
}
