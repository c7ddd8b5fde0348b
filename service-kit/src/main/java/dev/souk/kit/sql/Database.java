package dev.souk.kit.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.souk.kit.error.Errors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL schema with a pool of connections. */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

  private final HikariDataSource source;

  private Database(HikariDataSource source) {
    this.source = source;
  }

  /** Opens a pool; the schema is first on the search path of its connections. */
  public static Database open(Login login, String schema, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(schema);
    config.setJdbcUrl(login.url());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setSchema(schema);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setAutoCommit(false);
    config.addDataSourceProperty("socketTimeout", 30);
    config.addDataSourceProperty("tcpKeepAlive", true);
    return new Database(new HikariDataSource(config));
  }

  /**
   * Runs the work in a transaction, and commits it unless it throws.
   *
   * @throws dev.souk.kit.error.ApiException UNAVAILABLE when the database does not answer
   */
  public <T> T transaction(SqlWork<T> work) {
    try (Connection connection = source.getConnection()) {
      return committed(connection, work);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /** Whether the database answers. */
  public boolean ping() {
    return transaction(connection -> connection.isValid(1));
  }

  /** The pool itself, for migrations. */
  public DataSource source() {
    return source;
  }

  @Override
  public void close() {
    source.close();
  }

  private static <T> T committed(Connection connection, SqlWork<T> work) throws SQLException {
    boolean done = false;
    try {
      T result = work.with(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        connection.rollback();
      }
    }
  }

  private static RuntimeException failure(SQLException e) {
    if (isUnavailable(e)) {
      LOG.warn("the database does not answer: {}", e.getMessage());
      return Errors.unavailable("postgresql");
    }
    return new IllegalStateException("SQL state " + e.getSQLState() + ": " + e.getMessage(), e);
  }

  /** Connection failures (class 08), shutdown and crash of the server (57P). */
  private static boolean isUnavailable(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || state.startsWith("57P");
  }
}
