package dev.souk.sandbox;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Rows of the sandbox's table {@code handled_request}: what each key came to. */
final class Requests {
  private Requests() {}

  /** Makes requests with one key wait for each other until the end of the transaction. */
  static void serialize(Sql sql, String key) throws SQLException {
    sql.first("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, key);
  }

  static Optional<Outcome> find(Sql sql, String key) throws SQLException {
    return sql.first(
        "select * from handled_request where idempotency_key = ?", Requests::outcome, key);
  }

  static void requireSame(Sql sql, Request request) throws SQLException {
    Optional<Request> earlier =
        sql.first(
            "select * from handled_request where idempotency_key = ?",
            Requests::request,
            request.key());
    if (!earlier.equals(Optional.of(request))) {
      throw new Problem(409, "idempotency_key_reused", "the key was used with another request");
    }
  }

  static void record(Sql sql, Request request, Outcome outcome) throws SQLException {
    switch (outcome) {
      case Outcome.Approved(String reference) ->
          insert(sql, request, Optional.of(reference), "APPROVED", Optional.empty());
      case Outcome.ActionRequired(String reference) ->
          insert(sql, request, Optional.of(reference), "ACTION_REQUIRED", Optional.empty());
      case Outcome.Refused(String code) ->
          insert(sql, request, Optional.empty(), "REFUSED", Optional.of(code));
    }
  }

  private static void insert(
      Sql sql,
      Request request,
      Optional<String> reference,
      String outcome,
      Optional<String> refusalCode)
      throws SQLException {
    sql.update(
        "insert into handled_request values (?, ?, ?, ?, ?, ?, ?)",
        request.key(),
        request.kind(),
        request.amount().currency(),
        request.amount().minorUnits(),
        reference,
        outcome,
        refusalCode);
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
