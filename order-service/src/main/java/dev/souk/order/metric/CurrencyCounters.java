package dev.souk.order.metric;

import dev.souk.kit.money.Amount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;

/** Sums of money, by currency in its minor units. Currencies never mix. */
final class CurrencyCounters {
  private final MeterRegistry metrics;
  private final String name;
  private final String description;

  /** The sums, 0 at first in each of the currencies. */
  CurrencyCounters(MeterRegistry metrics, String name, String description, Set<String> currencies) {
    this.metrics = metrics;
    this.name = name;
    this.description = description;
    currencies.forEach(this::counter);
  }

  void add(Amount amount) {
    counter(amount.currency()).increment((double) amount.minorUnits());
  }

  private Counter counter(String currency) {
    return Counter.builder(name)
        .description(description)
        .baseUnit("minor_units")
        .tag("currency", currency)
        .register(metrics);
  }
}
