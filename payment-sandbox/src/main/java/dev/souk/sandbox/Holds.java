package dev.souk.sandbox;

import dev.souk.kit.money.Amount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Rows of the sandbox's table {@code authorization_hold}: the money that it would have moved. */
final class Holds {
  private Holds() {}

  static void open(
      Connection connection, String id, Amount amount, boolean waits, boolean refundsFail)
      throws SQLException {
    String sql =
        """
        insert into authorization_hold (authorization_id, state, currency, amount, refunds_fail)
        values (?, ?, ?, ?, ?)
        """;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, id);
      insert.setString(2, waits ? "REQUIRES_ACTION" : "AUTHORIZED");
      insert.setString(3, amount.currency());
      insert.setLong(4, amount.minorUnits());
      insert.setBoolean(5, refundsFail);
      insert.executeUpdate();
    }
  }

  /** Whether it could be captured. */
  static boolean capture(Connection connection, String id, Amount amount) throws SQLException {
    return changed(
        connection,
        """
        update authorization_hold set captured = ?
        where authorization_id = ? and currency = ? and state = 'AUTHORIZED' and captured = 0 and amount >= ?
        """,
        id,
        amount);
  }

  /** Whether it could be paid back. */
  static boolean refund(Connection connection, String id, Amount amount) throws SQLException {
    return changed(
        connection,
        """
        update authorization_hold set refunded = refunded + ?
        where authorization_id = ? and currency = ? and captured - refunded >= ?
        """,
        id,
        amount);
  }

  /** Whether it could be given up. */
  static boolean release(Connection connection, String id) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update authorization_hold set state = 'VOIDED' where authorization_id = ? and captured = 0
            """)) {
      update.setString(1, id);
      return update.executeUpdate() == 1;
    }
  }

  static Optional<Hold> find(Connection connection, String id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select * from authorization_hold where authorization_id = ?")) {
      query.setString(1, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(hold(row)) : Optional.empty();
      }
    }
  }

  /** Moves a hold that waits for the buyer; one that waits no more stays as it is. */
  static void decide(Connection connection, String id, Hold.State decision) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update authorization_hold set state = ? where authorization_id = ? and state = 'REQUIRES_ACTION'
            """)) {
      update.setString(1, decision.name());
      update.setString(2, id);
      update.executeUpdate();
    }
  }

  static boolean refusesRefunds(Connection connection, String id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select 1 from authorization_hold where authorization_id = ? and refunds_fail")) {
      query.setString(1, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static boolean changed(Connection connection, String sql, String id, Amount amount)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setLong(1, amount.minorUnits());
      update.setString(2, id);
      update.setString(3, amount.currency());
      update.setLong(4, amount.minorUnits());
      return update.executeUpdate() == 1;
    }
  }

  private static Hold hold(ResultSet row) throws SQLException {
    String currency = row.getString("currency");
    return new Hold(
        row.getString("authorization_id"),
        Hold.State.valueOf(row.getString("state")),
        new Amount(currency, row.getLong("amount")),
        new Amount(currency, row.getLong("captured")),
        new Amount(currency, row.getLong("refunded")));
  }
}
