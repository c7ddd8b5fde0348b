package dev.souk.kit.sql;

import java.sql.SQLException;

/** What is done on one connection. */
@FunctionalInterface
public interface SqlWork<T> {
  /** Does it. */
  T on(Sql sql) throws SQLException;
}
