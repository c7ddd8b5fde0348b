package dev.souk.kit.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

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
  public static void insert(Connection connection, OutboxEvent event, Instant time)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into outbox (event_id, topic, key, payload, create_time) values (?, ?, ?, ?, ?)")) {
      insert.setString(1, event.eventId());
      insert.setString(2, event.topic());
      insert.setString(3, event.key());
      insert.setBytes(4, event.payload());
      insert.setObject(5, time.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }
}
