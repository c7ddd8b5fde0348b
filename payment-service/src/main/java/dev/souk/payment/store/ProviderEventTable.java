package dev.souk.payment.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Rows of the table {@code provider_event}. */
final class ProviderEventTable {
  private ProviderEventTable() {}

  static boolean has(Connection connection, String provider, String eventId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "select 1 from provider_event where provider = ? and event_id = ?")) {
      query.setString(1, provider);
      query.setString(2, eventId);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Whether it was not there. */
  static boolean insert(Connection connection, String provider, String eventId)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into provider_event (provider, event_id) values (?, ?) on conflict do nothing")) {
      insert.setString(1, provider);
      insert.setString(2, eventId);
      return insert.executeUpdate() == 1;
    }
  }

  static int deleteBefore(Connection connection, Instant time) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from provider_event where receive_time < ?")) {
      delete.setObject(1, time.atOffset(ZoneOffset.UTC));
      return delete.executeUpdate();
    }
  }
}
