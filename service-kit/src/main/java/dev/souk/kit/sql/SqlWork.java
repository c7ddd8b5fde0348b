package dev.souk.kit.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done in one transaction. */
@FunctionalInterface
public interface SqlWork<T> {
  /** Does it. */
  T with(Connection connection) throws SQLException;
}
