package dev.souk.local.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** One order for one idempotency key, and no order for two. */
record IdempotencyCheck(Connection orders) implements Check {
  private static final String ORDERS_OF_SEVERAL_KEYS =
      """
      select order_id, count(*) from idempotency_key
      where order_id is not null and rpc like '%PlaceOrder%'
      group by order_id having count(*) > 1
      """;
  private static final String KEYS_OF_SEVERAL_ORDERS =
      """
      select caller, key, count(distinct order_id) from idempotency_key
      where order_id is not null and rpc like '%PlaceOrder%'
      group by caller, key having count(distinct order_id) > 1
      """;

  @Override
  public String name() {
    return "one order per idempotency key";
  }

  @Override
  public Set<String> violations() throws SQLException {
    Set<String> violations =
        new HashSet<>(
            Rows.of(
                orders,
                ORDERS_OF_SEVERAL_KEYS,
                r -> "order %s was placed by %d keys".formatted(r.getString(1), r.getLong(2))));
    violations.addAll(
        Rows.of(
            orders,
            KEYS_OF_SEVERAL_ORDERS,
            r ->
                "key %s of %s placed %d orders"
                    .formatted(r.getString(2), r.getString(1), r.getLong(3))));
    return violations;
  }
}
