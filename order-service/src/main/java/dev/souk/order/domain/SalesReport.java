package dev.souk.order.domain;

import dev.souk.kit.money.Amount;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was sold in a range of days.
 *
 * @param days each day and currency in which anything happened, in their order
 * @param topProducts the products of which most units were sold, the most first
 */
public record SalesReport(List<DaySales> days, List<ProductSales> topProducts) {

  /** What was sold on a day in UTC, in one currency. */
  public record DaySales(LocalDate day, Sales sales) {}

  /**
   * What was sold of a product.
   *
   * @param name as it was when it was last sold
   * @param units units of paid orders
   * @param cancelledUnits units of cancelled orders
   * @param revenue what the paid orders charged for it, one amount a currency
   */
  public record ProductSales(
      String productId, String name, long units, long cancelledUnits, List<Amount> revenue) {}

  /** The whole range, by currency. */
  public List<Sales> totals() {
    Map<String, Sales> totals = new TreeMap<>();
    days.forEach(day -> totals.merge(day.sales().currency(), day.sales(), Sales::plus));
    return List.copyOf(totals.values());
  }
}
