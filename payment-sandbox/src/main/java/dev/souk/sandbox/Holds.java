package dev.souk.sandbox;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Rows of the sandbox's table {@code authorization_hold}: the money that it would have moved. */
final class Holds {
  private Holds() {}

  static void open(Sql sql, String id, Amount amount, boolean waits, boolean refundsFail)
      throws SQLException {
    sql.update(
        """
        insert into authorization_hold (authorization_id, state, currency, amount, refunds_fail)
        values (?, ?, ?, ?, ?)
        """,
        id,
        waits ? "REQUIRES_ACTION" : "AUTHORIZED",
        amount.currency(),
        amount.minorUnits(),
        refundsFail);
  }

  /** Whether it could be captured. */
  static boolean capture(Sql sql, String id, Amount amount) throws SQLException {
    return changed(
        sql,
        """
        update authorization_hold set captured = ?
        where authorization_id = ? and currency = ? and state = 'AUTHORIZED' and captured = 0 and amount >= ?
        """,
        id,
        amount);
  }

  /** Whether it could be paid back. */
  static boolean refund(Sql sql, String id, Amount amount) throws SQLException {
    return changed(
        sql,
        """
        update authorization_hold set refunded = refunded + ?
        where authorization_id = ? and currency = ? and captured - refunded >= ?
        """,
        id,
        amount);
  }

  /** Whether it could be given up. */
  static boolean release(Sql sql, String id) throws SQLException {
    return sql.update(
            """
            update authorization_hold set state = 'VOIDED' where authorization_id = ? and captured = 0
            """,
            id)
        == 1;
  }

  static Optional<Hold> find(Sql sql, String id) throws SQLException {
    return sql.first(
        "select * from authorization_hold where authorization_id = ?", Holds::hold, id);
  }

  /** Moves a hold that waits for the buyer; one that waits no more stays as it is. */
  static void decide(Sql sql, String id, Hold.State decision) throws SQLException {
    sql.update(
        """
        update authorization_hold set state = ? where authorization_id = ? and state = 'REQUIRES_ACTION'
        """,
        decision,
        id);
  }

  static boolean refusesRefunds(Sql sql, String id) throws SQLException {
    return sql.first(
            "select 1 from authorization_hold where authorization_id = ? and refunds_fail",
            row -> true,
            id)
        .isPresent();
  }

  private static boolean changed(Sql sql, String statement, String id, Amount amount)
      throws SQLException {
    return sql.update(statement, amount.minorUnits(), id, amount.currency(), amount.minorUnits())
        == 1;
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
