package dev.souk.payment.store;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Sql;
import dev.souk.payment.domain.Payment;
import dev.souk.payment.domain.PaymentState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Rows of the table {@code payment}. */
final class PaymentTable {
  private PaymentTable() {}

  static Optional<Payment> byId(Sql sql, String paymentId) throws SQLException {
    return sql.first(
        "select * from payment where payment_id = ?", PaymentTable::payment, paymentId);
  }

  static Optional<Payment> byOrder(Sql sql, String orderId) throws SQLException {
    return sql.first("select * from payment where order_id = ?", PaymentTable::payment, orderId);
  }

  /** Ids begin with the time that they were made at, and none is as great as {@code pay_~}. */
  static List<Payment> ofUser(Sql sql, String userId, Optional<String> after, int limit)
      throws SQLException {
    return sql.list(
        """
        select * from payment where user_id = ? and payment_id < ? order by payment_id desc limit ?
        """,
        PaymentTable::payment,
        userId,
        after.orElse("pay_~"),
        limit);
  }

  static Optional<Payment> byReference(Sql sql, String provider, String authorization)
      throws SQLException {
    return sql.first(
        """
        select p.* from payment p join payment_operation o using (payment_id)
        where o.provider_reference = ? and o.kind = 'AUTHORIZE' and p.provider = ?
        """,
        PaymentTable::payment,
        authorization,
        provider);
  }

  static Optional<Payment> lock(Sql sql, String orderId) throws SQLException {
    return sql.first(
        "select * from payment where order_id = ? for update", PaymentTable::payment, orderId);
  }

  static boolean insert(Sql sql, Payment payment, long eventCount) throws SQLException {
    return sql.update(
            """
            insert into payment
              (payment_id, order_id, user_id, state, currency, amount, provider, create_time, event_count)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (order_id) do nothing
            """,
            payment.paymentId(),
            payment.orderId(),
            payment.userId(),
            payment.state(),
            payment.amount().currency(),
            payment.amount().minorUnits(),
            payment.provider(),
            payment.createTime(),
            eventCount)
        == 1;
  }

  /** Keeps a new version; how many events tell of it, with the new ones. */
  static long update(Sql sql, Payment payment, long newEvents) throws SQLException {
    return sql.first(
            """
            update payment
            set state = ?, authorized = ?, captured = ?, refunding = ?, refunded = ?, decline_code = ?,
                event_count = event_count + ?
            where payment_id = ?
            returning event_count
            """,
            row -> row.getLong(1),
            payment.state(),
            payment.authorized().minorUnits(),
            payment.captured().minorUnits(),
            payment.refunding().minorUnits(),
            payment.refunded().minorUnits(),
            payment.declineCode(),
            newEvents,
            payment.paymentId())
        .orElseThrow();
  }

  static void deletePending(Sql sql, String paymentId) throws SQLException {
    sql.update("delete from payment where payment_id = ? and state = 'PENDING'", paymentId);
  }

  private static Payment payment(ResultSet row) throws SQLException {
    return new Payment(
        row.getString("payment_id"),
        row.getString("order_id"),
        Optional.ofNullable(row.getString("user_id")),
        PaymentState.valueOf(row.getString("state")),
        amount(row, "amount"),
        amount(row, "authorized"),
        amount(row, "captured"),
        amount(row, "refunding"),
        amount(row, "refunded"),
        Optional.ofNullable(row.getString("decline_code")),
        row.getString("provider"),
        Sql.instant(row, "create_time"));
  }

  private static Amount amount(ResultSet row, String column) throws SQLException {
    return new Amount(row.getString("currency"), row.getLong(column));
  }
}
