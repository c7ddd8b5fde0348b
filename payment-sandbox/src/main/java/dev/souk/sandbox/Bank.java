package dev.souk.sandbox;

import dev.souk.kit.money.Amount;
import dev.souk.kit.sql.Database;
import dev.souk.kit.sql.SqlWork;
import java.sql.Connection;
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
    return once(new Request(key, "AUTHORIZE", amount), c -> authorize(c, key, amount, card));
  }

  Outcome capture(String key, String paymentId, Amount amount) {
    return once(
        new Request(key, "CAPTURE", amount),
        c -> outcome(Holds.capture(c, paymentId, amount), paymentId, "not_authorized"));
  }

  Outcome release(String key, String paymentId) {
    return once(
        new Request(key, "VOID", NO_AMOUNT),
        c -> outcome(Holds.release(c, paymentId), paymentId, "already_captured"));
  }

  Outcome refund(String key, String paymentId, Amount amount) {
    return once(
        new Request(key, "REFUND", amount),
        c -> {
          if (Holds.refusesRefunds(c, paymentId)) {
            throw new Problem(503, "refund_not_now", "there are no refunds of it for now");
          }
          return outcome(Holds.refund(c, paymentId, amount), paymentId, "more_than_captured");
        });
  }

  /** What the request with the key came to; empty when it never arrived. */
  Optional<Outcome> find(String key) {
    return books.transaction(c -> Requests.find(c, key));
  }

  Optional<Hold> payment(String paymentId) {
    return books.transaction(c -> Holds.find(c, paymentId));
  }

  /** What the buyer wants, for the first time that they say so. */
  Optional<Hold> decide(String paymentId, boolean confirmed) {
    Hold.State decision = confirmed ? Hold.State.AUTHORIZED : Hold.State.REFUSED;
    return books.transaction(c -> {
      Holds.decide(c, paymentId, decision);
      return Holds.find(c, paymentId);
    });
  }

  private static Outcome authorize(Connection connection, String key, Amount amount, Card card)
      throws SQLException {
    Optional<String> refusal = card.refusalCode();
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    String paymentId = "sandbox_" + key.replace(':', '_');
    boolean waits = card == Card.ACTION_REQUIRED;
    Holds.open(connection, paymentId, amount, waits, card == Card.REFUND_FAILS);
    return waits ? new Outcome.ActionRequired(paymentId) : new Outcome.Approved(paymentId);
  }

  private static Outcome outcome(boolean done, String paymentId, String refusalCode) {
    return done ? new Outcome.Approved(paymentId) : new Outcome.Refused(refusalCode);
  }

  /** Does what a key asks for the first time; afterwards it comes to the same again. */
  private Outcome once(Request request, SqlWork<Outcome> operation) {
    return books.transaction(c -> {
      Requests.serialize(c, request.key());
      Optional<Outcome> earlier = Requests.find(c, request.key());
      if (earlier.isPresent()) {
        Requests.requireSame(c, request);
        return earlier.get();
      }
      Outcome outcome = operation.with(c);
      Requests.record(c, request, outcome);
      return outcome;
    });
  }
}
