package dev.souk.kit.outbox;

import dev.souk.kit.error.ApiException;
import dev.souk.kit.error.Errors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events in PostgreSQL that were written and are not on Kafka yet. The right to relay them is an
 * advisory lock of a session: it ends with its holder, however that dies.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** "souk" and the outbox's own number. */
  private static final long LOCK = 0x736F756B_00000001L;

  private final DataSource source;

  /** The outbox in the database behind the source. */
  public Outbox(DataSource source) {
    this.source = source;
  }

  /**
   * Takes the right to relay for as long as the turn is open; one instance has it at a time.
   *
   * @return empty when another instance has it
   */
  public Optional<Turn> takeTurn() {
    try {
      Connection connection = source.getConnection();
      boolean taken = false;
      try {
        connection.setAutoCommit(true);
        taken = lock(connection, "select pg_try_advisory_lock(?)");
        return taken ? Optional.of(new Turn(connection)) : Optional.empty();
      } finally {
        if (!taken) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** When the oldest waiting event was written; empty when none waits. */
  public Optional<Instant> oldest() {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(true);
      try (PreparedStatement query =
              connection.prepareStatement("select create_time from outbox order by id limit 1");
          ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(row.getObject("create_time", OffsetDateTime.class).toInstant())
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** Shows {@code souk_outbox_lag_seconds}; unknown while the database does not answer. */
  public void bindTo(MeterRegistry registry, Clock clock) {
    Gauge.builder("souk.outbox.lag", () -> age(clock))
        .baseUnit("seconds")
        .description("Age of the oldest event that is not on Kafka yet")
        .register(registry);
  }

  private double age(Clock clock) {
    try {
      return oldest()
          .map(time -> Math.max(0, Duration.between(time, clock.instant()).toMillis()) / 1000.0)
          .orElse(0.0);
    } catch (ApiException e) {
      // The database is away, which readiness tells.
      return Double.NaN;
    }
  }

  private static boolean lock(Connection connection, String statement) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(statement)) {
      query.setLong(1, LOCK);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static ApiException unavailable(SQLException e) {
    LOG.warn("the outbox does not answer: {}", e.getMessage());
    return Errors.unavailable("postgresql");
  }

  /** The right to relay. It ends when it is closed, and when its holder dies. */
  public static final class Turn implements AutoCloseable {
    /** Holds the lock: without it, it can do nothing. */
    private final Connection connection;

    private Turn(Connection connection) {
      this.connection = connection;
    }

    /** The oldest waiting event of each key, oldest first, at most so many. */
    public List<WaitingEvent> next(int limit) {
      String sql =
          """
          select * from outbox waiting
          where not exists (select 1 from outbox before where before.key = waiting.key and before.id < waiting.id)
          order by id limit ?
          """;
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        query.setInt(1, limit);
        try (ResultSet rows = query.executeQuery()) {
          List<WaitingEvent> waiting = new ArrayList<>();
          while (rows.next()) {
            waiting.add(event(rows));
          }
          return waiting;
        }
      } catch (SQLException e) {
        throw unavailable(e);
      }
    }

    /** Forgets events that are on Kafka. */
    public void sent(Collection<WaitingEvent> events) {
      Object[] ids = events.stream().map(WaitingEvent::id).toArray();
      try (PreparedStatement delete =
          connection.prepareStatement("delete from outbox where id = any(?)")) {
        delete.setArray(1, connection.createArrayOf("bigint", ids));
        delete.executeUpdate();
      } catch (SQLException e) {
        throw unavailable(e);
      }
    }

    private static WaitingEvent event(ResultSet row) throws SQLException {
      return new WaitingEvent(
          row.getLong("id"),
          new OutboxEvent(
              row.getString("event_id"),
              row.getString("topic"),
              row.getString("key"),
              row.getBytes("payload")));
    }

    @Override
    public void close() {
      try (connection) {
        lock(connection, "select pg_advisory_unlock(?)");
      } catch (SQLException e) {
        // The session is gone, and the lock with it.
        throw unavailable(e);
      }
    }
  }
}
