package dev.souk.local.verify;

import dev.souk.order.domain.OrderState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An order as the check of paid orders sees it.
 *
 * @param orderId its id
 * @param state its state
 * @param states every state it came to
 * @param settled whether nothing is left to do for it
 * @param total what it costs, in minor units
 * @param units what it takes from the stock, by SKU
 */
record CheckedOrder(
    String orderId,
    OrderState state,
    Set<OrderState> states,
    boolean settled,
    long total,
    Map<String, Integer> units) {

  private static final String ORDERS =
      """
      select o.order_id, o.state, o.total,
        (select array_agg(h.state) from order_history h where h.order_id = o.order_id) as states,
        not exists (select from order_saga s where s.order_id = o.order_id and s.step <> 'DONE') as settled,
        (select array_agg(i.sku order by position) from order_item i where i.order_id = o.order_id) as skus,
        (select array_agg(i.quantity order by position) from order_item i where i.order_id = o.order_id) as units
      from orders o
      """;

  static List<CheckedOrder> all(Connection orders) throws SQLException {
    return Rows.of(orders, ORDERS, CheckedOrder::read);
  }

  /** Whether it ever was PAID. */
  boolean wasPaid() {
    return states.contains(OrderState.PAID);
  }

  private static Set<OrderState> states(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("states").getArray())
        .map(OrderState::valueOf)
        .collect(Collectors.toUnmodifiableSet());
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
        states(row),
        row.getBoolean("settled"),
        row.getLong("total"),
        units);
  }
}
