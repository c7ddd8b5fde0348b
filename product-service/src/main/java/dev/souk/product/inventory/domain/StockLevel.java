package dev.souk.product.inventory.domain;

import dev.souk.kit.error.Errors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The stock of a SKU.
 *
 * @param sku the SKU
 * @param locations its stock at each location, {@link #MAIN} first, then by name
 */
public record StockLevel(String sku, List<LocationLevel> locations) {
  /** Units on hand that a SKU can have, well within what an int32 of the API holds. */
  public static final int MAXIMUM = 1_000_000_000;

  /** Locations that a SKU can have. */
  public static final int LOCATIONS = 16;

  /** The location that is meant where none is named. */
  public static final String MAIN = "main";

  /** Copies the list. */
  public StockLevel {
    locations = List.copyOf(locations);
  }

  /** The stock of a SKU that is at the main location alone. */
  public StockLevel(String sku, int onHand, int reserved) {
    this(sku, List.of(new LocationLevel(MAIN, onHand, reserved)));
  }

  /** The level of a SKU that never had any stock. */
  public static StockLevel none(String sku) {
    return new StockLevel(sku, List.of());
  }

  /** Units at all locations. */
  public int onHand() {
    return sum(LocationLevel::onHand);
  }

  /** Units of those that orders in progress hold. */
  public int reserved() {
    return sum(LocationLevel::reserved);
  }

  /** Units that can be ordered. */
  public int available() {
    return sum(LocationLevel::available);
  }

  /** The stock at one location alone; none where it never had any. */
  public StockLevel only(String location) {
    return new StockLevel(sku, List.of(at(location)));
  }

  /** The figures of a location; zeroes where it never had any. */
  public LocationLevel at(String location) {
    return locations.stream()
        .filter(level -> level.location().equals(location))
        .findFirst()
        .orElseGet(() -> new LocationLevel(location, 0, 0));
  }

  /** Whether units can be taken, or added when negative, without taking any that is reserved. */
  public boolean canSpare(int quantity) {
    return available() >= quantity;
  }

  /**
   * The level with units added, or taken when negative, at a location.
   *
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} above {@link #MAXIMUM} and for
   *     more than {@link #LOCATIONS}
   */
  public StockLevel plus(String location, int delta) {
    if ((long) onHand() + delta > MAXIMUM) {
      throw Errors.invalid("delta", "would put more than " + MAXIMUM + " units on hand");
    }
    LocationLevel before = at(location);
    List<LocationLevel> after = new ArrayList<>(locations);
    after.removeIf(level -> level.location().equals(location));
    after.add(new LocationLevel(location, before.onHand() + delta, before.reserved()));
    if (after.size() > LOCATIONS && after.size() > locations.size()) {
      throw Errors.invalid("location", "would be one more than the " + LOCATIONS + " of a SKU");
    }
    after.sort(
        Comparator.comparing((LocationLevel level) -> !level.location().equals(MAIN))
            .thenComparing(LocationLevel::location));
    return new StockLevel(sku, after);
  }

  private int sum(ToIntFunction<LocationLevel> figure) {
    return locations.stream().mapToInt(figure).sum();
  }
}
