package dev.souk.order.tables;

import dev.souk.kit.money.Amount;
import dev.souk.order.pricing.Place;
import dev.souk.order.pricing.Shipping;
import dev.souk.order.pricing.ShippingRate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shipping by method, zone and currency. */
final class TableShipping implements Shipping {
  private static final String EVERYWHERE = "*";
  private static final int LONGEST = 365;

  private final List<Method> methods;

  private TableShipping(List<Method> methods) {
    this.methods = List.copyOf(methods);
  }

  private record Method(String id, String name, List<Zone> zones) {
    Optional<Zone> zone(String country) {
      return zones.stream().filter(zone -> zone.has(country)).findFirst();
    }
  }

  /** Countries that cost the same; prices in minor units by currency, none where it is free. */
  private record Zone(
      Set<String> countries, boolean free, Map<String, Long> prices, int minDays, int maxDays) {

    boolean has(String country) {
      return countries.contains(EVERYWHERE) || countries.contains(country);
    }

    Optional<Amount> price(String currency) {
      return free
          ? Optional.of(Amount.zero(currency))
          : Optional.ofNullable(prices.get(currency)).map(price -> new Amount(currency, price));
    }
  }

  static TableShipping of(TableFile.Shipping file, Problems problems) {
    problems.addUnless(!file.methods().isEmpty(), "shipping.methods", "there is none");
    Set<String> ids = new HashSet<>();
    List<Method> methods = new ArrayList<>();
    for (TableFile.Method method : file.methods()) {
      String where = "shipping.methods." + method.method();
      problems.addUnless(ids.add(method.method()), where, "is there twice");
      problems.addUnless(
          method.method().matches("[a-z][a-z0-9_-]{0,31}"),
          where,
          "must be 1 to 32 of a-z, 0-9, _ and -, beginning with a letter");
      List<Zone> zones = new ArrayList<>();
      for (TableFile.Zone zone : method.zones()) {
        zones.add(zone(where + ".zones." + zones.size(), zone, problems));
      }
      methods.add(new Method(method.method(), method.name(), List.copyOf(zones)));
    }
    return new TableShipping(methods);
  }

  private static Zone zone(String where, TableFile.Zone file, Problems problems) {
    file.countries().stream()
        .filter(country -> !country.equals(EVERYWHERE))
        .forEach(country -> problems.requireCountry(where + ".countries", country));
    problems.addUnless(
        file.free() == file.prices().isEmpty(), where, "needs either free or prices");
    Map<String, Long> prices = new HashMap<>();
    file.prices()
        .forEach((currency, price) ->
            prices.put(
                currency,
                problems.parsed(
                    where + ".prices." + currency,
                    price,
                    0L,
                    text -> minorUnits(currency, text),
                    "a price with the decimals that ISO 4217 gives the currency")));
    boolean daysAreRight =
        file.days().size() == 2
            && file.days().getFirst() >= 1
            && file.days().getFirst() <= file.days().getLast()
            && file.days().getLast() <= LONGEST;
    problems.addUnless(
        daysAreRight, where + ".days", "must be the least and the most business days, 1 to 365");
    return new Zone(
        Set.copyOf(file.countries()),
        file.free(),
        Map.copyOf(prices),
        daysAreRight ? file.days().getFirst() : 1,
        daysAreRight ? file.days().getLast() : 1);
  }

  /** In the currency's smallest unit, with the exponent of ISO 4217: 6.95 pounds are 695. */
  private static long minorUnits(String currency, String price) {
    int exponent = Currency.getInstance(currency).getDefaultFractionDigits();
    long units = new BigDecimal(price).movePointRight(exponent).longValueExact();
    if (units < 0 || exponent < 0) {
      throw new IllegalArgumentException(price);
    }
    return units;
  }

  @Override
  public List<ShippingRate> rates(Place place, String currency) {
    List<ShippingRate> rates = new ArrayList<>();
    for (Method method : methods) {
      method
          .zone(place.countryCode())
          .ifPresent(zone ->
              zone.price(currency)
                  .map(price ->
                      new ShippingRate(
                          method.id(), method.name(), price, zone.minDays(), zone.maxDays()))
                  .ifPresent(rates::add));
    }
    return rates;
  }

  @Override
  public Set<String> currencies() {
    return methods.stream()
        .flatMap(method -> method.zones().stream())
        .flatMap(zone -> zone.prices().keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
