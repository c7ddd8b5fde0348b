package dev.souk.order.domain;

import dev.souk.kit.error.CheckoutErrors;
import dev.souk.kit.error.Errors;
import dev.souk.kit.money.Amount;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An order, and what of it can still come back or be paid back.
 *
 * @param order the order, with its refunds as they are now
 * @param back by SKU, what came back or was paid back before
 */
public record Remaining(Order order, Map<String, ItemBack> back) {

  /**
   * More units to come back, in the order of the lines.
   *
   * @param units how many, by SKU
   * @throws dev.souk.kit.error.ApiException {@code INVALID_FIELD} for a SKU that the order does not
   *     have; {@code UNITS_EXCEED_PURCHASE}
   */
  public List<ItemBack> take(Map<String, Integer> units) {
    Set<String> bought =
        order.items().stream().map(OrderItem::sku).collect(Collectors.toUnmodifiableSet());
    if (!bought.containsAll(units.keySet())) {
      throw Errors.invalid("items", "must have SKUs of the order alone");
    }
    return order.items().stream()
        .filter(item -> units.containsKey(item.sku()))
        .map(item -> take(item, units.getOrDefault(item.sku(), 0)))
        .toList();
  }

  private ItemBack take(OrderItem item, int quantity) {
    Amount paid = order.paidFor(item);
    ItemBack before =
        back.getOrDefault(item.sku(), new ItemBack(item.sku(), 0, Amount.zero(paid.currency())));
    int left = item.quantity() - before.quantity();
    if (quantity > left) {
      throw CheckoutErrors.unitsExceedPurchase(item.sku(), quantity, left);
    }
    return ItemBack.of(item, paid, before, quantity);
  }
}
