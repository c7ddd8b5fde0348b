package dev.souk.local.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a payment paid back is the sum of the refunds that were asked for, and so is what an order
 * says; a refund whose outcome is not known yet may be in one sum and not in the other. An order of
 * which all is paid back goes to nobody.
 */
record RefundCheck(Connection orders, Connection payments) implements Check {
  private static final String OF_PAYMENTS =
      """
      select p.payment_id, p.refunded, coalesce(sum(o.amount), 0) from payment p
      left join payment_operation o on o.payment_id = p.payment_id and o.kind = 'REFUND' and o.status = 'DONE'
      group by p.payment_id having p.refunded <> coalesce(sum(o.amount), 0)
      """;

  /** Orders cancelled before refunds had rows have none. */
  private static final String OF_ORDERS =
      """
      select o.order_id, o.state, o.total, coalesce(sum(r.amount) filter (where r.state = 'SUCCEEDED'), 0) as refunded
      from orders o left join refund r using (order_id)
      where o.state in ('PAID', 'PACKED', 'SHIPPED', 'DELIVERED', 'REFUNDED', 'CANCELLED')
      group by o.order_id
      having count(*) filter (where r.state = 'PENDING') = 0 and (o.state <> 'CANCELLED' or count(r.refund_id) > 0)
      """;

  /** What is sent next. */
  private static final Set<String> GOING = Set.of("PAID", "PACKED");

  @Override
  public String name() {
    return "what was paid back is the sum of the refunds";
  }

  /** What an order says. */
  private record Refunded(String orderId, String state, long total, long refunded) {}

  @Override
  public Set<String> violations() throws SQLException {
    Set<String> violations =
        new HashSet<>(
            Rows.of(
                payments,
                OF_PAYMENTS,
                r ->
                    "payment %s: refunded %d, its refunds are %d"
                        .formatted(r.getString(1), r.getLong(2), r.getLong(3))));
    Map<String, CheckedPayment> paid = new HashMap<>();
    CheckedPayment.all(payments).forEach(payment -> paid.put(payment.orderId(), payment));
    for (Refunded order : Rows.of(orders, OF_ORDERS, RefundCheck::read)) {
      long refunded =
          paid.getOrDefault(order.orderId, CheckedPayment.none(order.orderId)).refunded();
      if (refunded != order.refunded) {
        violations.add(
            "order %s: its refunds are %d, paid back were %d"
                .formatted(order.orderId, order.refunded, refunded));
      }
      if (GOING.contains(order.state) && order.total > 0 && order.refunded == order.total) {
        violations.add(
            "order %s is %s, and all of it was paid back".formatted(order.orderId, order.state));
      }
      if (order.state.equals("REFUNDED") && order.refunded != order.total) {
        violations.add(
            "order %s is REFUNDED, of %d were %d"
                .formatted(order.orderId, order.total, order.refunded));
      }
    }
    return violations;
  }

  private static Refunded read(ResultSet row) throws SQLException {
    return new Refunded(
        row.getString("order_id"),
        row.getString("state"),
        row.getLong("total"),
        row.getLong("refunded"));
  }
}
