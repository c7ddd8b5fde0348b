package dev.souk.kit.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import dev.souk.kit.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL schema with a pool of connections. It tells a store that is away from a defect. */
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

  /** No statement of a request may take longer. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

  private final HikariDataSource pool;
  private final DataSource source;

  private Database(HikariDataSource pool, Tracing tracing) {
    this.pool = pool;
    this.source = SqlSpans.of(pool, tracing);
  }

  /** Opens a pool, without spans of the statements. */
  public static Database open(String application, Login login, String schema, int connections) {
    return open(application, login, schema, connections, Tracing.off());
  }

  /**
   * Opens a pool.
   *
   * @param application names its connections, for who looks at them in PostgreSQL
   * @param schema is first on the search path of its connections
   * @param connections at most
   */
  public static Database open(
      String application, Login login, String schema, int connections, Tracing tracing) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(application);
    config.setJdbcUrl(login.url());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setSchema(schema);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.addDataSourceProperty("ApplicationName", application);
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    return new Database(new HikariDataSource(config), tracing);
  }

  /** Shows operators the pool of connections. */
  public void bindTo(MeterRegistry metrics) {
    pool.setMetricRegistry(metrics);
  }

  /**
   * Runs statements that stand for themselves: each is its own transaction.
   *
   * @throws ApiException UNAVAILABLE when the database does not answer
   * @throws StoreException when it refuses a statement
   */
  public <T> T run(SqlWork<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.on(new Sql(connection));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Runs statements that all happen or none: an exception undoes them.
   *
   * @throws ApiException UNAVAILABLE when the database does not answer
   * @throws StoreException when it refuses a statement
   */
  public <T> T transaction(SqlWork<T> work) {
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

  /** Whether the database answers; throws when it does not. */
  public boolean ping() {
    return run(sql -> sql.first("select true", row -> row.getBoolean(1)).orElseThrow());
  }

  /** Its connections. */
  public DataSource source() {
    return source;
  }

  @Override
  public void close() {
    pool.close();
  }

  private static RuntimeException failure(SQLException e) {
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
