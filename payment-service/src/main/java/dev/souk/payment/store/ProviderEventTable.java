package dev.souk.payment.store;

import dev.souk.kit.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;

/** Rows of the table {@code provider_event}. */
final class ProviderEventTable {
  private ProviderEventTable() {}

  static boolean has(Sql sql, String provider, String eventId) throws SQLException {
    return sql.first(
            "select 1 from provider_event where provider = ? and event_id = ?",
            row -> true,
            provider,
            eventId)
        .isPresent();
  }

  /** Whether it was not there. */
  static boolean insert(Sql sql, String provider, String eventId) throws SQLException {
    return sql.update(
            "insert into provider_event (provider, event_id) values (?, ?) on conflict do nothing",
            provider,
            eventId)
        == 1;
  }

  static int deleteBefore(Sql sql, Instant time) throws SQLException {
    return sql.update("delete from provider_event where receive_time < ?", time);
  }
}
