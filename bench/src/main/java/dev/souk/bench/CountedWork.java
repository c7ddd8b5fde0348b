package dev.souk.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until PostgreSQL's statistics have everything that was done before.
 *
 * <p>A session hands in what it counted when a transaction ends, but at most once a second, and
 * what is left then once it was idle for ten seconds. So all from before a moment is there as soon
 * as each session has ended a transaction more than a second after it, or has been idle for longer
 * than ten.
 */
final class CountedWork {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String OWING =
      """
      select count(*) from pg_stat_activity
      where backend_type = 'client backend' and datname = any (?)
        and not (state = 'idle'
          and (state_change > ?::timestamptz + interval '1 second' or state_change < clock_timestamp() - interval '11 seconds'))
      """;

  private CountedWork() {}

  /** Waits for the sessions of the databases. */
  static void await(Connection postgres, String... databases) throws SQLException {
    String begin = now(postgres);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (owing(postgres, databases, begin) > 0) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("PostgreSQL's sessions do not tell what they did");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private static String now(Connection postgres) throws SQLException {
    try (PreparedStatement query = postgres.prepareStatement("select clock_timestamp()::text");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  private static int owing(Connection postgres, String[] databases, String begin)
      throws SQLException {
    try (PreparedStatement query = postgres.prepareStatement(OWING)) {
      query.setArray(1, postgres.createArrayOf("text", databases));
      query.setString(2, begin);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
