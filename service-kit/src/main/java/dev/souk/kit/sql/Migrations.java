package dev.souk.kit.sql;

import org.flywaydb.core.Flyway;

/** Brings a schema to the version that the code needs. Several instances may start at once. */
public final class Migrations {
  private Migrations() {}

  /**
   * Applies the migrations of the folder that the schema does not have yet, on connections of their
   * own: a migration of a large table takes longer than any request may.
   *
   * <p>One at a time within a process: two first uses of Flyway at once can wait for each other for
   * ever, one within the lock of its {@code LogFactory}, one within a class that it loads there.
   */
  public static synchronized void apply(Login login, String schema, String folder) {
    Flyway.configure()
        .dataSource(login.url(), login.user(), login.password())
        .schemas(schema)
        .defaultSchema(schema)
        .locations("classpath:" + folder)
        .load()
        .migrate();
  }
}
