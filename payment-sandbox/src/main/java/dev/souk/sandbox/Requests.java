package dev.souk.sandbox;

import dev.souk.kit.money.Amount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/** Rows of the sandbox's table {@code handled_request}: what each key came to. */
final class Requests {
  private Requests() {}

  /** Makes requests with one key wait for each other until the end of the transaction. */
  static void serialize(Connection connection, String key) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, key);
      lock.execute();
    }
  }

  static Optional<Outcome> find(Connection connection, String key) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select * from handled_request where idempotency_key = ?")) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(outcome(row)) : Optional.empty();
      }
    }
  }

  static void requireSame(Connection connection, Request request) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select * from handled_request where idempotency_key = ?")) {
      query.setString(1, request.key());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next() || !request.equals(request(row))) {
          throw new Problem(409, "idempotency_key_reused", "the key was used with another request");
        }
      }
    }
  }

  static void record(Connection connection, Request request, Outcome outcome) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into handled_request values (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, request.key());
      insert.setString(2, request.kind());
      insert.setString(3, request.amount().currency());
      insert.setLong(4, request.amount().minorUnits());
      insert.setNull(5, Types.VARCHAR);
      insert.setNull(7, Types.VARCHAR);
      switch (outcome) {
        case Outcome.Approved(String reference) -> {
          insert.setString(5, reference);
          insert.setString(6, "APPROVED");
        }
        case Outcome.ActionRequired(String reference) -> {
          insert.setString(5, reference);
          insert.setString(6, "ACTION_REQUIRED");
        }
        case Outcome.Refused(String code) -> {
          insert.setString(6, "REFUSED");
          insert.setString(7, code);
        }
      }
      insert.executeUpdate();
    }
  }

  private static Outcome outcome(ResultSet row) throws SQLException {
    String name = row.getString("outcome");
    return switch (name) {
      case "APPROVED" -> new Outcome.Approved(row.getString("authorization_id"));
      case "ACTION_REQUIRED" -> new Outcome.ActionRequired(row.getString("authorization_id"));
      case "REFUSED" -> new Outcome.Refused(row.getString("refusal_code"));
      default -> throw new IllegalStateException("unknown outcome " + name);
    };
  }

  private static Request request(ResultSet row) throws SQLException {
    return new Request(
        row.getString("idempotency_key"),
        row.getString("kind"),
        new Amount(row.getString("currency"), row.getLong("amount")));
  }
}
