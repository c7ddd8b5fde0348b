package dev.souk.order.store;

import dev.souk.kit.error.Errors;
import dev.souk.order.domain.Event;
import dev.souk.order.domain.Outbox;
import dev.souk.order.domain.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The outbox in PostgreSQL. The right to relay is an advisory lock of a session: it ends with its
 * holder, however that dies.
 */
public final class PostgresOutbox implements Outbox {
  /** "souk" and the outbox's own number. */
  private static final long LOCK = 0x736F756B_00000001L;

  private final DataSource source;
  private final Database database;

  /** The outbox in the database behind the source. */
  public PostgresOutbox(DataSource source) {
    this.source = source;
    this.database = new Database(source);
  }

  @Override
  public Optional<Turn> takeTurn() {
    try {
      Connection connection = source.getConnection();
      boolean taken = false;
      try {
        taken = locked(connection, "select pg_try_advisory_lock(?)");
        return taken ? Optional.of(new LockedTurn(connection)) : Optional.empty();
      } finally {
        if (!taken) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw Database.failure(e);
    }
  }

  @Override
  public Optional<Instant> oldest() {
    return database.run(sql ->
        sql.first(
            "select create_time from outbox order by id limit 1",
            row -> Sql.instant(row, "create_time")));
  }

  private static boolean locked(Connection connection, String statement) throws SQLException {
    return new Sql(connection).first(statement, row -> row.getBoolean(1), LOCK).orElse(false);
  }

  /** A turn on the connection that holds the lock: without the lock it can do nothing. */
  private record LockedTurn(Connection connection) implements Turn {

    @Override
    public List<Waiting> next(int limit) {
      try {
        return new Sql(connection)
            .list(
                """
                select * from outbox waiting
                where not exists (select 1 from outbox before where before.key = waiting.key and before.id < waiting.id)
                order by id limit ?
                """,
                row ->
                    new Waiting(
                        row.getLong("id"),
                        new Event(
                            row.getString("event_id"),
                            row.getString("topic"),
                            row.getString("key"),
                            row.getBytes("payload"))),
                limit);
      } catch (SQLException e) {
        throw Database.failure(e);
      }
    }

    @Override
    public void sent(Collection<Waiting> events) {
      Object[] ids = events.stream().map(Waiting::id).toArray();
      try {
        new Sql(connection)
            .update(
                "delete from outbox where id = any(?)", connection.createArrayOf("bigint", ids));
      } catch (SQLException e) {
        throw Database.failure(e);
      }
    }

    @Override
    public void close() {
      try (connection) {
        locked(connection, "select pg_advisory_unlock(?)");
      } catch (SQLException e) {
        // The session is gone, and the lock with it.
        throw Errors.unavailable("postgresql");
      }
    }
  }
}
