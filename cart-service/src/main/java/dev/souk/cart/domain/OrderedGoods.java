package dev.souk.cart.domain;

import java.util.Map;
import java.util.Set;

/**
 * What an order took out of a cart.
 *
 * @param orderId the order
 * @param units by SKU
 * @param codes the discount codes that it used, in capitals
 */
public record OrderedGoods(String orderId, Map<String, Integer> units, Set<String> codes) {
  /** Copies the collections. */
  public OrderedGoods {
    units = Map.copyOf(units);
    codes = Set.copyOf(codes);
  }

  int units(String sku) {
    return units.getOrDefault(sku, 0);
  }
}
