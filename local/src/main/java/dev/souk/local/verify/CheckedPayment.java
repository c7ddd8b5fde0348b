package dev.souk.local.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What was taken and paid back for an order, in minor units. */
record CheckedPayment(String orderId, long captured, long refunded) {

  /** For an order without a payment. */
  static CheckedPayment none(String orderId) {
    return new CheckedPayment(orderId, 0, 0);
  }

  static List<CheckedPayment> all(Connection payments) throws SQLException {
    return Rows.of(
        payments,
        "select order_id, captured, refunded from payment",
        r -> new CheckedPayment(r.getString(1), r.getLong(2), r.getLong(3)));
  }
}
