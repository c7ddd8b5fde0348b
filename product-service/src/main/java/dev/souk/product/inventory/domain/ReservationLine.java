package dev.souk.product.inventory.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Units of one SKU at one location.
 *
 * @param sku the SKU
 * @param quantity how many, at least 1
 * @param location where they are taken from
 */
public record ReservationLine(String sku, int quantity, String location) {

  /** Units at the main location. */
  public ReservationLine(String sku, int quantity) {
    this(sku, quantity, StockLevel.MAIN);
  }

  /**
   * One line for each SKU, quantities summed, in the order of SKUs: two lines of one SKU must not
   * each pass a check that their sum would fail, and two orders must touch levels in one order.
   */
  public static List<ReservationLine> summed(List<ReservationLine> lines) {
    TreeMap<String, Integer> quantities = new TreeMap<>();
    lines.forEach(line -> quantities.merge(line.sku, line.quantity, Math::addExact));
    return quantities.entrySet().stream()
        .map(entry -> new ReservationLine(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * The lines as locations can serve them: from each, in the order of the level, what is available
   * there until it is enough. A SKU whose level is not known, or is not enough, stays as it is.
   */
  static List<ReservationLine> allocated(
      List<ReservationLine> lines, Map<String, StockLevel> levels) {
    return lines.stream()
        .flatMap(line -> {
          StockLevel level = levels.getOrDefault(line.sku, StockLevel.none(line.sku));
          return level.canSpare(line.quantity) ? line.from(level) : Stream.of(line);
        })
        .toList();
  }

  /**
   * The SKUs of which lines take all that is available at a location, as far as levels are known.
   */
  static Set<String> last(List<ReservationLine> lines, Map<String, StockLevel> levels) {
    return lines.stream()
        .filter(line -> levels.containsKey(line.sku))
        .filter(line -> levels.get(line.sku).at(line.location).available() <= line.quantity)
        .map(ReservationLine::sku)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Stream<ReservationLine> from(StockLevel level) {
    List<ReservationLine> parts = new ArrayList<>();
    int left = quantity;
    for (LocationLevel there : level.locations()) {
      int taken = Math.min(left, there.available());
      if (taken > 0) {
        parts.add(new ReservationLine(sku, taken, there.location()));
        left -= taken;
      }
    }
    return parts.stream();
  }
}
