package dev.souk.product.search.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A range of prices in minor units.
 *
 * @param from the lowest price
 * @param to the lowest price above it; none for the last
 */
public record PriceBand(long from, OptionalLong to) {
  private static final List<Long> BOUNDS =
      List.of(0L, 1_000L, 2_500L, 5_000L, 10_000L, 25_000L, 50_000L, 100_000L);

  /** All of them, from low to high. */
  public static final List<PriceBand> ALL = all();

  private static List<PriceBand> all() {
    List<PriceBand> bands = new ArrayList<>();
    for (int i = 0; i + 1 < BOUNDS.size(); i++) {
      bands.add(new PriceBand(BOUNDS.get(i), OptionalLong.of(BOUNDS.get(i + 1))));
    }
    bands.add(new PriceBand(BOUNDS.getLast(), OptionalLong.empty()));
    return List.copyOf(bands);
  }

  /** The place among all of the one that a price is in. */
  public static int indexOf(long price) {
    int band = BOUNDS.size() - 1;
    while (band > 0 && price < BOUNDS.get(band)) {
      band--;
    }
    return band;
  }

  /** Its name as a facet's value, such as {@code 1000-2499}. */
  public String value() {
    return from + "-" + (to.isPresent() ? Long.toString(to.getAsLong() - 1) : "");
  }
}
