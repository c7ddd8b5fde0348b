package dev.souk.kit.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on one connection. Instants and optionals are bound as what they hold. */
public final class Sql {
  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    /** Reads the row that the result stands at. */
    T read(ResultSet row) throws SQLException;
  }

  /** Changes rows; how many. */
  public int update(String statement, Object... parameters) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      bind(prepared, parameters);
      return prepared.executeUpdate();
    }
  }

  /** Runs a statement once for each list of parameters, in one round trip. */
  public void updateAll(String statement, List<Object[]> rows) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement)) {
      for (Object[] row : rows) {
        bind(prepared, row);
        prepared.addBatch();
      }
      prepared.executeBatch();
    }
  }

  /** All rows, also those that a changing statement returns. */
  public <T> List<T> list(String query, RowReader<T> reader, Object... parameters)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(query)) {
      bind(prepared, parameters);
      try (ResultSet rows = prepared.executeQuery()) {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
          result.add(reader.read(rows));
        }
        return result;
      }
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(String query, RowReader<T> reader, Object... parameters)
      throws SQLException {
    return list(query, reader, parameters).stream().findFirst();
  }

  private void bind(PreparedStatement prepared, Object[] parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      prepared.setObject(i + 1, value(parameters[i]));
    }
  }

  private @Nullable Object value(Object parameter) throws SQLException {
    return switch (parameter) {
      case Optional<?> optional -> optional.isPresent() ? value(optional.get()) : null;
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case Enum<?> constant -> constant.name();
      case String[] texts -> connection.createArrayOf("text", texts);
      case Long[] numbers -> connection.createArrayOf("bigint", numbers);
      default -> parameter;
    };
  }

  /** The time in a column that is never null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
