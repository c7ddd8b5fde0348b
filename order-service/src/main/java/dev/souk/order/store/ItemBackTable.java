package dev.souk.order.store;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Sql;
import dev.souk.order.domain.ItemBack;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of units that come back or are paid back. The database counts them itself. */
final class ItemBackTable {
  private ItemBackTable() {}

  /** A row, with what the units come back by. */
  private record Row(String sourceId, ItemBack item) {}

  static void insert(Sql sql, String sourceId, String orderId, List<ItemBack> items)
      throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    sql.updateAll(
        "insert into item_back (source_id, order_id, sku, quantity, amount) values (?, ?, ?, ?, ?)",
        items.stream()
            .map(item ->
                new Object[] {
                  sourceId, orderId, item.sku(), item.quantity(), item.amount().minorUnits()
                })
            .toList());
  }

  /** What was to come back does not. */
  static void voidAll(Sql sql, String sourceId) throws SQLException {
    sql.update("update item_back set void = true where source_id = ? and not void", sourceId);
  }

  /** What came back or was paid back of an order, by SKU. */
  static Map<String, ItemBack> counts(Sql sql, String orderId) throws SQLException {
    return sql
        .list(
            """
            select sku, quantity, amount, currency from item_back_count join orders using (order_id)
            where order_id = ?
            """,
            ItemBackTable::read,
            orderId)
        .stream()
        .collect(Collectors.toUnmodifiableMap(ItemBack::sku, Function.identity()));
  }

  /** What comes back of orders, by what it comes back by, in the order of the lines. */
  static Map<String, List<ItemBack>> bySource(Sql sql, String[] orderIds) throws SQLException {
    return sql
        .list(
            """
            select source_id, sku, item_back.quantity, amount, currency
            from item_back join orders using (order_id) join order_item using (order_id, sku)
            where order_id = any(?) order by source_id, position
            """,
            row -> new Row(row.getString("source_id"), read(row)),
            (Object) orderIds)
        .stream()
        .collect(
            Collectors.groupingBy(
                Row::sourceId, Collectors.mapping(Row::item, Collectors.toList())));
  }

  private static ItemBack read(ResultSet row) throws SQLException {
    return new ItemBack(
        row.getString("sku"),
        row.getInt("quantity"),
        new Amount(row.getString("currency"), row.getLong("amount")));
  }
}
