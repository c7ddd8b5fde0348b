package dev.souk.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL 18 in a child process. Every commit is on the disk before it is answered, as on a
 * production server: {@code fsync}, {@code synchronous_commit} and {@code full_page_writes} are on.
 *
 * <p>PostgreSQL refuses to run as root; for root it runs in a user namespace without privileges.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** Role that owns the databases; connections from this machine need no password. */
  public static final String USER = "postgres";

  private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final DataFolder folder;
  private final ChildProcess process;
  private final int port;

  private EmbeddedPostgres(DataFolder folder, ChildProcess process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** Starts a server with its data in the folder, new or existing; port 0 takes any free one. */
  public static EmbeddedPostgres start(Path dataDir, int port) {
    int listen = FreePort.orFind(port);
    Path bin =
        Unpacked.archive(Platform.current().postgresArchive(), "postgres-18.6").resolve("bin");
    DataFolder folder = DataFolder.open(dataDir);
    try {
      Path cluster = PostgresCluster.in(folder, bin);
      ChildProcess.endLeftOver("PostgreSQL", folder.path());
      PostgresCluster.forgetEarlierServer(cluster);
      ChildProcess process =
          ChildProcess.start(
              ChildCommand.inFolder(
                  "PostgreSQL", folder, listen, "INT", command(bin, cluster, listen)));
      process.awaitReady(() -> answers(listen));
      return new EmbeddedPostgres(folder, process, listen);
    } catch (StoreException e) {
      folder.close();
      throw e;
    }
  }

  private static List<String> command(Path bin, Path cluster, int port) {
    List<String> command = new ArrayList<>(PostgresCluster.unprivileged(cluster));
    command.addAll(List.of(bin.resolve("postgres").toString(), "-D", cluster.toString()));
    Map.of(
            "port", Integer.toString(port),
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "32MB",
            "max_wal_size", "256MB",
            "jit", "off")
        .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return List.copyOf(command);
  }

  /** The port that it listens on. */
  public int port() {
    return port;
  }

  /** The JDBC address of a database of the server on a port. */
  public static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /**
   * Makes sure that the database exists, and gives its JDBC address. Several may ask for one at the
   * same time.
   */
  public String createDatabase(String name) {
    if (!DATABASE_NAME.matcher(name).matches()) {
      throw new StoreException("not a name for a database: " + name);
    }
    try (Connection connection = connect(port, "postgres")) {
      lock(connection);
      if (!exists(connection, name)) {
        create(connection, name);
      }
      return url(port, name);
    } catch (SQLException e) {
      throw new StoreException("cannot create the database " + name + ": " + e.getMessage(), e);
    }
  }

  /** The settings that point a service to a database of its own, which is made if need be. */
  public Map<String, String> settings(String database) {
    return Map.of(
        "SOUK_POSTGRES_URL", createDatabase(database),
        "SOUK_POSTGRES_USER", USER,
        "SOUK_POSTGRES_PASSWORD", USER);
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }

  /** Until the connection is closed. */
  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(hashtext('create database'))");
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select 1 from pg_database where datname = ?")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void create(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create database \"" + name + "\"");
    }
  }

  private static boolean answers(int port) {
    try (Connection connection = connect(port, "postgres")) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private static Connection connect(int port, String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(USER);
    source.setPassword(USER);
    source.setConnectTimeout(5);
    return source.getConnection();
  }
}
