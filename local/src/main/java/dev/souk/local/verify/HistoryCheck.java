package dev.souk.local.verify;

import dev.souk.order.domain.OrderState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every order's history is a legal path of the state machine and ends in the order's state. */
record HistoryCheck(Connection orders) implements Check {
  private static final String STATES =
      """
      select h.order_id, h.state, o.state as now, h.version = o.version as last
      from order_history h join orders o using (order_id)
      order by h.order_id, h.version
      """;

  @Override
  public String name() {
    return "every order's history is a legal path";
  }

  @Override
  public Set<String> violations() throws SQLException {
    Set<String> violations = new HashSet<>();
    Map<String, OrderState> before = new HashMap<>();
    for (Entry entry : Rows.of(orders, STATES, Entry::read)) {
      OrderState from = before.put(entry.orderId, entry.state);
      boolean legal =
          from == null ? entry.state == OrderState.PENDING : from.next().contains(entry.state);
      if (!legal) {
        violations.add("order %s went from %s to %s".formatted(entry.orderId, from, entry.state));
      }
      if (entry.last && entry.state != entry.now) {
        violations.add(
            "order %s is %s, its history says %s".formatted(entry.orderId, entry.now, entry.state));
      }
    }
    return violations;
  }

  private record Entry(String orderId, OrderState state, OrderState now, boolean last) {
    static Entry read(ResultSet row) throws SQLException {
      return new Entry(
          row.getString("order_id"),
          OrderState.valueOf(row.getString("state")),
          OrderState.valueOf(row.getString("now")),
          row.getBoolean("last"));
    }
  }
}
