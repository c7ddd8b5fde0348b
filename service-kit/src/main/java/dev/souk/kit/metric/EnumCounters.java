package dev.souk.kit.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * A counter for each value of an enum. All are there from the start: what has not happened is 0 and
 * not absent, so that the first time it does shows as an increase.
 */
public final class EnumCounters<E extends Enum<E>> {
  private final Map<E, Counter> counters;

  private EnumCounters(Map<E, Counter> counters) {
    this.counters = counters;
  }

  /**
   * Registers the counters.
   *
   * @param name as Micrometer writes it, such as {@code souk.orders}
   * @param label the label that says which value, in lower case
   * @param labels names and values of further labels
   */
  public static <E extends Enum<E>> EnumCounters<E> register(
      MeterRegistry metrics,
      String name,
      String description,
      String label,
      Class<E> values,
      String... labels) {
    Map<E, Counter> counters = new EnumMap<>(values);
    for (E value : values.getEnumConstants()) {
      counters.put(
          value,
          Counter.builder(name)
              .description(description)
              .tag(label, labelOf(value))
              .tags(labels)
              .register(metrics));
    }
    return new EnumCounters<>(counters);
  }

  /** A value as it stands in labels. */
  public static String labelOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Counts one. */
  public void count(E value) {
    count(value, 1);
  }

  /** Counts so much. */
  public void count(E value, double amount) {
    Counter counter = counters.get(value);
    if (counter == null) {
      throw new IllegalArgumentException(value + " is not counted");
    }
    counter.increment(amount);
  }
}
