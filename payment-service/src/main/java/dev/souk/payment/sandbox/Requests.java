package dev.souk.payment.sandbox;

import dev.souk.kit.money.Amount;
import dev.souk.payment.domain.ProviderAnswer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

/** Rows of the sandbox's table {@code handled_request}: the answer that each key had. */
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

  static Optional<ProviderAnswer> find(Connection connection, String key) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select * from handled_request where idempotency_key = ?")) {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(answer(row)) : Optional.empty();
      }
    }
  }

  static void requireSame(Connection connection, Request request) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select * from handled_request where idempotency_key = ?")) {
      query.setString(1, request.key());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next() || !request.equals(request(row))) {
          throw new IllegalArgumentException("the key was used otherwise: " + request.key());
        }
      }
    }
  }

  static void record(Connection connection, Request request, ProviderAnswer answer)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into handled_request values (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, request.key());
      insert.setString(2, request.kind());
      insert.setString(3, request.amount().currency());
      insert.setLong(4, request.amount().minorUnits());
      insert.setNull(5, Types.VARCHAR);
      insert.setNull(7, Types.VARCHAR);
      switch (answer) {
        case ProviderAnswer.Approved(String reference) -> {
          insert.setString(5, reference);
          insert.setString(6, "APPROVED");
        }
        case ProviderAnswer.ActionRequired(String reference) -> {
          insert.setString(5, reference);
          insert.setString(6, "ACTION_REQUIRED");
        }
        case ProviderAnswer.Refused(String code) -> {
          insert.setString(6, "REFUSED");
          insert.setString(7, code);
        }
      }
      insert.executeUpdate();
    }
  }

  private static ProviderAnswer answer(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return switch (outcome) {
      case "APPROVED" -> new ProviderAnswer.Approved(row.getString("authorization_id"));
      case "ACTION_REQUIRED" ->
          new ProviderAnswer.ActionRequired(row.getString("authorization_id"));
      case "REFUSED" -> new ProviderAnswer.Refused(row.getString("refusal_code"));
      default -> throw new IllegalStateException("unknown outcome " + outcome);
    };
  }

  private static Request request(ResultSet row) throws SQLException {
    return new Request(
        row.getString("idempotency_key"),
        row.getString("kind"),
        new Amount(row.getString("currency"), row.getLong("amount")));
  }
}
