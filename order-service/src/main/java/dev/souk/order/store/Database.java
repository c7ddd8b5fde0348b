package dev.souk.order.store;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs work on pooled connections, and tells a store that is away from a defect. */
public final class Database {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final DataSource source;

  /** Works on connections of the source, which commit each statement. */
  public Database(DataSource source) {
    this.source = source;
  }

  /** Work on one connection. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T on(Sql sql) throws SQLException;
  }

  /** Whether PostgreSQL answers; throws when it does not. */
  public boolean ping() {
    return run(sql -> sql.first("select true", row -> row.getBoolean(1)).orElseThrow());
  }

  /** Runs statements that stand for themselves. */
  public <T> T run(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.on(new Sql(connection));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Runs statements that all happen or none: an exception undoes them. */
  public <T> T inTransaction(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      // The pool rolls back what was not committed, and restores auto-commit.
      T result = work.on(new Sql(connection));
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  static RuntimeException failure(SQLException e) {
    if (isAway(e)) {
      LOG.warn("PostgreSQL does not answer: {}", e.getMessage());
      ApiException unavailable = Errors.unavailable("postgresql");
      unavailable.addSuppressed(e);
      return unavailable;
    }
    return new StoreException(e);
  }

  private static boolean isAway(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return e instanceof SQLTransientException
        // Connection, resources, operator (shutdown), and rollbacks: worth another try.
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.startsWith("40");
  }
}
