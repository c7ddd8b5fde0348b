package dev.souk.payment.store;

import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.Payment;
import dev.souk.payment.domain.PaymentState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of the table {@code payment}. */
final class PaymentTable {
  private PaymentTable() {}

  static Optional<Payment> byId(Connection connection, String paymentId) throws SQLException {
    return one(connection, "select * from payment where payment_id = ?", paymentId);
  }

  static Optional<Payment> byOrder(Connection connection, String orderId) throws SQLException {
    return one(connection, "select * from payment where order_id = ?", orderId);
  }

  /** Ids begin with the time that they were made at, and none is as great as {@code pay_~}. */
  static List<Payment> ofUser(
      Connection connection, String userId, Optional<String> after, int limit) throws SQLException {
    String sql =
        """
        select * from payment where user_id = ? and payment_id < ? order by payment_id desc limit ?
        """;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, userId);
      query.setString(2, after.orElse("pay_~"));
      query.setInt(3, limit);
      try (ResultSet rows = query.executeQuery()) {
        List<Payment> found = new ArrayList<>();
        while (rows.next()) {
          found.add(payment(rows));
        }
        return found;
      }
    }
  }

  static Optional<Payment> byReference(Connection connection, String provider, String authorization)
      throws SQLException {
    String sql =
        """
        select p.* from payment p join payment_operation o using (payment_id)
        where o.provider_reference = ? and o.kind = 'AUTHORIZE' and p.provider = ?
        """;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, authorization);
      query.setString(2, provider);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(payment(row)) : Optional.empty();
      }
    }
  }

  static Optional<Payment> lock(Connection connection, String orderId) throws SQLException {
    return one(connection, "select * from payment where order_id = ? for update", orderId);
  }

  static boolean insert(Connection connection, Payment payment, long eventCount)
      throws SQLException {
    String sql =
        """
        insert into payment (payment_id, order_id, user_id, state, currency, amount, provider, create_time, event_count)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (order_id) do nothing
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, payment.paymentId());
      insert.setString(2, payment.orderId());
      insert.setString(3, payment.userId().orElse(null));
      insert.setString(4, payment.state().name());
      insert.setString(5, payment.amount().currency());
      insert.setLong(6, payment.amount().minorUnits());
      insert.setString(7, payment.provider());
      insert.setObject(8, payment.createTime().atOffset(ZoneOffset.UTC));
      insert.setLong(9, eventCount);
      return insert.executeUpdate() == 1;
    }
  }

  /** Keeps a new version; how many events tell of it, with the new ones. */
  static long update(Connection connection, Payment payment, long newEvents) throws SQLException {
    String sql =
        """
        update payment
        set state = ?, authorized = ?, captured = ?, refunding = ?, refunded = ?, decline_code = ?,
            event_count = event_count + ?
        where payment_id = ?
        returning event_count
        """;
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, payment.state().name());
      update.setLong(2, payment.authorized().minorUnits());
      update.setLong(3, payment.captured().minorUnits());
      update.setLong(4, payment.refunding().minorUnits());
      update.setLong(5, payment.refunded().minorUnits());
      update.setString(6, payment.declineCode().orElse(null));
      update.setLong(7, newEvents);
      update.setString(8, payment.paymentId());
      try (ResultSet row = update.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  static void deletePending(Connection connection, String paymentId) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from payment where payment_id = ? and state = 'PENDING'")) {
      delete.setString(1, paymentId);
      delete.executeUpdate();
    }
  }

  private static Optional<Payment> one(Connection connection, String sql, String key)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(payment(row)) : Optional.empty();
      }
    }
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
        row.getObject("create_time", OffsetDateTime.class).toInstant());
  }

  private static Amount amount(ResultSet row, String column) throws SQLException {
    return new Amount(row.getString("currency"), row.getLong(column));
  }
}
