package dev.souk.kit.sql;

import dev.souk.kit.config.Settings;
import dev.souk.kit.migration.MigrationMode;
import dev.souk.kit.migration.MissingMigrationsException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Brings a schema to the version that the code needs. Several instances may start at once.
 *
 * <p>One at a time within a process: two first uses of Flyway at once can wait for each other for
 * ever, one within the lock of its {@code LogFactory}, one within a class that it loads there.
 */
public final class Migrations {
  private Migrations() {}

  /**
   * Applies the migrations of the folder that the schema does not have yet, on connections of their
   * own: a migration of a large table takes longer than any request may.
   */
  public static synchronized void apply(Login login, String schema, String folder) {
    flyway(login, schema, folder).migrate();
  }

  /** As {@link #apply}, as the user that the settings of a {@code migrate} run name. */
  public static void apply(Map<String, String> env, String schema, String folder) {
    Settings settings = Settings.of(env);
    Login login = Login.from(settings);
    settings.check();
    apply(login, schema, folder);
  }

  /**
   * Applies the migrations, or makes sure that they were applied, by reading alone.
   *
   * @throws MissingMigrationsException when the mode forbids to apply those that are missing
   */
  public static void prepare(MigrationMode mode, Login login, String schema, String folder) {
    switch (mode) {
      case AT_START -> apply(login, schema, folder);
      case BY_JOB -> require(login, schema, folder);
    }
  }

  private static synchronized void require(Login login, String schema, String folder) {
    MigrationInfo[] pending = flyway(login, schema, folder).info().pending();
    if (pending.length > 0) {
      throw new MissingMigrationsException(
          "PostgreSQL's schema " + schema,
          Arrays.stream(pending).map(MigrationInfo::getScript).collect(Collectors.joining(", ")));
    }
  }

  private static Flyway flyway(Login login, String schema, String folder) {
    return Flyway.configure()
        .dataSource(login.url(), login.user(), login.password())
        .schemas(schema)
        .defaultSchema(schema)
        .locations("classpath:" + folder)
        .load();
  }
}
