package dev.souk.kit.outbox;

import dev.souk.kit.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The table {@code outbox}, which a service's migrations make:
 *
 * <pre>
 *   id bigint generated always as identity primary key, event_id text not null unique,
 *   topic text not null, key text not null, payload bytea not null, create_time timestamptz not null
 * </pre>
 *
 * with an index on {@code (key, id)}.
 */
public final class OutboxTable {
  private OutboxTable() {}

  /** Writes an event beside the change that it tells of, within its transaction. */
  public static void insert(Sql sql, OutboxEvent event, Instant time) throws SQLException {
    sql.update(
        "insert into outbox (event_id, topic, key, payload, create_time) values (?, ?, ?, ?, ?)",
        event.eventId(),
        event.topic(),
        event.key(),
        event.payload(),
        time);
  }
}
