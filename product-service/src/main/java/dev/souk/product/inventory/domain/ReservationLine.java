package dev.souk.product.inventory.domain;

import java.util.List;
import java.util.TreeMap;

/**
 * Units of one SKU.
 *
 * @param sku the SKU
 * @param quantity how many, at least 1
 */
public record ReservationLine(String sku, int quantity) {

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
}
