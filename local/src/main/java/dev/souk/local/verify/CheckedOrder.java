package dev.souk.local.verify;

import dev.souk.order.domain.OrderState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An order as the check of paid orders sees it.
 *
 * @param orderId its id
 * @param state its state
 * @param wasPaid whether it ever was PAID
 * @param settled whether nothing is left to do for it
 * @param total what it costs, in minor units
 * @param units what it takes from the stock, by SKU
 */
record CheckedOrder(
    String orderId,
    OrderState state,
    boolean wasPaid,
    boolean settled,
    long total,
    Map<String, Integer> units) {

  private static final String ORDERS =
      """
      select o.order_id, o.state, o.total,
        exists (select from order_history h where h.order_id = o.order_id and h.state = 'PAID') as was_paid,
        not exists (select from order_saga s where s.order_id = o.order_id and s.step <> 'DONE') as settled,
        (select array_agg(i.sku order by position) from order_item i where i.order_id = o.order_id) as skus,
        (select array_agg(i.quantity order by position) from order_item i where i.order_id = o.order_id) as units
      from orders o
      """;

  static List<CheckedOrder> all(Connection orders) throws SQLException {
    return Rows.of(orders, ORDERS, CheckedOrder::read);
  }

  private static CheckedOrder read(ResultSet row) throws SQLException {
    String[] skus = (String[]) row.getArray("skus").getArray();
    Integer[] quantities = (Integer[]) row.getArray("units").getArray();
    Map<String, Integer> units = new TreeMap<>();
    for (int i = 0; i < skus.length; i++) {
      units.merge(skus[i], quantities[i], Integer::sum);
    }
    return new CheckedOrder(
        row.getString("order_id"),
        OrderState.valueOf(row.getString("state")),
        row.getBoolean("was_paid"),
        row.getBoolean("settled"),
        row.getLong("total"),
        units);
  }
}
