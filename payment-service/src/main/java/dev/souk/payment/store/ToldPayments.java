package dev.souk.payment.store;

import dev.souk.kit.outbox.OutboxEvent;
import dev.souk.kit.outbox.OutboxTable;
import dev.souk.kit.sql.Sql;
import dev.souk.payment.domain.Events;
import dev.souk.payment.domain.Payment;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** Keeps payments together with the events that tell of them, in one transaction. */
final class ToldPayments {
  private final Events events;
  private final Clock clock;

  ToldPayments(Events events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** Adds a payment; whether it did: not when the order has one. */
  boolean insert(Sql sql, Payment payment) throws SQLException {
    Optional<Payment> before = Optional.empty();
    long version = events.tells(before, payment) ? 1 : 0;
    if (!PaymentTable.insert(sql, payment, version)) {
      return false;
    }
    tell(sql, before, payment, version);
    return true;
  }

  /** Keeps a new version of a payment that is locked. */
  void update(Sql sql, Payment before, Payment after) throws SQLException {
    long told = events.tells(Optional.of(before), after) ? 1 : 0;
    long version = PaymentTable.update(sql, after, told);
    tell(sql, Optional.of(before), after, version);
  }

  private void tell(Sql sql, Optional<Payment> before, Payment after, long version)
      throws SQLException {
    Optional<OutboxEvent> event = events.of(before, after, version);
    if (event.isPresent()) {
      OutboxTable.insert(sql, event.get(), clock.instant());
    }
  }
}
