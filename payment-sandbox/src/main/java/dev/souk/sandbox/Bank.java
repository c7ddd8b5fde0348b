package dev.souk.sandbox;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.Sql;
import dev.souk.kit.sql.SqlWork;
import java.sql.SQLException;
import java.util.Optional;

/** Handles each key once, and keeps the books of it. */
final class Bank {
  private static final Amount NO_AMOUNT = Amount.zero("XXX");

  private final Database books;

  Bank(Database books) {
    this.books = books;
  }

  Outcome authorize(String key, Amount amount, Card card) {
    return once(new Request(key, "AUTHORIZE", amount), sql -> authorize(sql, key, amount, card));
  }

  Outcome capture(String key, String paymentId, Amount amount) {
    return once(
        new Request(key, "CAPTURE", amount),
        sql -> outcome(Holds.capture(sql, paymentId, amount), paymentId, "not_authorized"));
  }

  Outcome release(String key, String paymentId) {
    return once(
        new Request(key, "VOID", NO_AMOUNT),
        sql -> outcome(Holds.release(sql, paymentId), paymentId, "already_captured"));
  }

  Outcome refund(String key, String paymentId, Amount amount) {
    return once(
        new Request(key, "REFUND", amount),
        sql -> {
          if (Holds.refusesRefunds(sql, paymentId)) {
            throw new Problem(503, "refund_not_now", "there are no refunds of it for now");
          }
          return outcome(Holds.refund(sql, paymentId, amount), paymentId, "more_than_captured");
        });
  }

  /** What the request with the key came to; empty when it never arrived. */
  Optional<Outcome> find(String key) {
    return books.run(sql -> Requests.find(sql, key));
  }

  Optional<Hold> payment(String paymentId) {
    return books.run(sql -> Holds.find(sql, paymentId));
  }

  /** What the buyer wants, for the first time that they say so. */
  Optional<Hold> decide(String paymentId, boolean confirmed) {
    Hold.State decision = confirmed ? Hold.State.AUTHORIZED : Hold.State.REFUSED;
    return books.transaction(sql -> {
      Holds.decide(sql, paymentId, decision);
      return Holds.find(sql, paymentId);
    });
  }

  private static Outcome authorize(Sql sql, String key, Amount amount, Card card)
      throws SQLException {
    Optional<String> refusal = card.refusalCode();
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    String paymentId = "sandbox_" + key.replace(':', '_');
    boolean waits = card == Card.ACTION_REQUIRED;
    Holds.open(sql, paymentId, amount, waits, card == Card.REFUND_FAILS);
    return waits ? new Outcome.ActionRequired(paymentId) : new Outcome.Approved(paymentId);
  }

  private static Outcome outcome(boolean done, String paymentId, String refusalCode) {
    return done ? new Outcome.Approved(paymentId) : new Outcome.Refused(refusalCode);
  }

  /** Does what a key asks for the first time; afterwards it comes to the same again. */
  private Outcome once(Request request, SqlWork<Outcome> operation) {
    return books.transaction(sql -> {
      Requests.serialize(sql, request.key());
      Optional<Outcome> earlier = Requests.find(sql, request.key());
      if (earlier.isPresent()) {
        Requests.requireSame(sql, request);
        return earlier.get();
      }
      Outcome outcome = operation.on(sql);
      Requests.record(sql, request, outcome);
      return outcome;
    });
  }
}
