package dev.souk.order.store;

import dev.souk.order.domain.Event;
import java.sql.SQLException;
import java.time.Instant;

/** Writes events beside the change that they tell of, within its transaction. */
final class OutboxTable {
  private OutboxTable() {}

  static void insert(Sql sql, Event event, Instant time) throws SQLException {
    sql.update(
        "insert into outbox (event_id, topic, key, payload, create_time) values (?, ?, ?, ?, ?)",
        event.eventId(),
        event.topic(),
        event.key(),
        event.payload(),
        time);
  }
}
